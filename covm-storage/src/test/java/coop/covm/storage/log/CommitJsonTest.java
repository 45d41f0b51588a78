package coop.covm.storage.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.identity.Signature;
import coop.covm.value.DecimalValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class CommitJsonTest {
  private static final UUID RUN = UUID.fromString("00000000-0000-4000-8000-000000000001");
  static final CommitRecord RECORD = record();

  @Test
  void aLineIsExactlyWhatIsDocumented() throws Exception {
    assertThat(new String(CommitJson.write(RECORD), UTF_8))
        .isEqualTo(
            """
            {"envelope":{"covm":"commit/1","revision":7,"time":1700000000123,\
            "previous":"0000000000000000000000000000000000000000000000000000000000000000",\
            "body":"BODY","signature":"SIGNATURE","results":["RESULT"],\
            "uses":[["org",300,70000],["org/acme",2,25]]},"digest":"ENVELOPE",\
            "head":{"signature":"HEAD","digest":"MARK"},"body":{"covm":"body/1","principal":"alice","namespace":"org/acme",\
            "program":"PROGRAM","parameters":{"to":"TO"},\
            "run":"00000000-0000-4000-8000-000000000001","place":2,"now":1700000000,\
            "limits":{"fuel":1000,"calls":9223372036854775807},"views":[[5,1],[6,3]],"upon":"UPON",\
            "changes":[["set","org/acme/a","SET"],["delete","org/acme/b"],\
            ["increment","org/acme/c","AMOUNT"]]},\
            "values":[{"salt":"00000000000000000000000000000000","value":"bob"},\
            {"salt":"01010101010101010101010101010101","value":{"$decimal":"90.10"}},\
            {"salt":"02020202020202020202020202020202","value":2},\
            {"salt":"03030303030303030303030303030303","value":44}],\
            "text":"emit \\"hi\\"\\n"}\
            """
                .replace("BODY", RECORD.bodyDigest().toString())
                .replace("ENVELOPE", RECORD.digest().toString())
                .replace("PROGRAM", sha256("emit \"hi\"\n"))
                .replace("SIGNATURE", signature(4).toString())
                .replace("HEAD", signature(5).toString())
                .replace("MARK", Digest.sha256(signature(5).bytes()).toString())
                .replace("UPON", Digest.sha256(salt(9)).toString())
                .replace("TO", salted(0, "\"bob\""))
                .replace("SET", salted(1, "{\"$decimal\":\"90.10\"}"))
                .replace("AMOUNT", salted(2, "2"))
                .replace("RESULT", salted(3, "44")));
  }

  @Test
  void digestsAreThoseOfTheTextsInTheLine() throws Exception {
    Matcher line =
        Pattern.compile(
                "\\{\"envelope\":(\\{.*?\\}),\"digest\":\"(.*?)\",\"head\":.*,\"body\":(\\{.*\\}),\"values\":.*")
            .matcher(new String(CommitJson.write(RECORD), UTF_8));
    assertThat(line.matches()).isTrue();
    assertThat(sha256(line.group(1)))
        .isEqualTo(line.group(2))
        .isEqualTo(RECORD.digest().toString());
    assertThat(sha256(line.group(3))).isEqualTo(RECORD.bodyDigest().toString());
  }

  @Test
  void aLineReadsBack() throws Exception {
    CommitRecord read = CommitJson.read(CommitJson.write(RECORD));
    assertThat(read).isEqualTo(RECORD);
    CommitRecord bare =
        CommitRecord.seal(
            1,
            0,
            Digest.NONE,
            new CommitBody(
                Optional.empty(),
                Optional.empty(),
                new RunRecord(Optional.empty(), Map.of(), RUN, -1, Map.of()),
                1,
                List.of(new ReadView(0, 1)),
                Optional.empty(),
                List.of(new Change.Delete(Key.parse("org/x")))));
    assertThat(CommitJson.read(CommitJson.write(bare))).isEqualTo(bare);
  }

  @Test
  void noChangeOfOneByteGoesUnnoticed() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] line = CommitJson.write(RECORD);
    for (int i = 0; i < line.length; i++) {
      byte[] changed = line.clone();
      changed[i] ^= (byte) (1 + random.nextInt(255));
      assertRefused(changed, "byte %d, seed %d".formatted(i, seed));
      byte[] cut = Arrays.copyOf(line, i);
      assertRefused(cut, "cut at " + i);
    }
    byte[] longer = Arrays.copyOf(line, line.length + 1);
    longer[line.length] = ' ';
    assertRefused(longer, "longer");
  }

  @Test
  void aLineOfAnotherFormatIsRefusedAsSuch() {
    String line = new String(CommitJson.write(RECORD), UTF_8);
    assertThatThrownBy(() -> CommitJson.read(line.replace("commit/1", "commit/2").getBytes(UTF_8)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("newer release");
  }

  @Test
  void sealedWithOtherContentTheDigestIsAnother() {
    CommitRecord later = CommitRecord.seal(8, 1700000000123L, Digest.NONE, RECORD.body());
    assertThat(later.bodyDigest()).isEqualTo(RECORD.bodyDigest());
    assertThat(later.digest()).isNotEqualTo(RECORD.digest());
  }

  private static CommitRecord record() {
    Map<String, Long> limits = new LinkedHashMap<>();
    limits.put("fuel", 1000L);
    limits.put("calls", Long.MAX_VALUE);
    RunRecord run =
        new RunRecord(
            Optional.of(RunRecord.programDigest("emit \"hi\"\n")),
            Map.of("to", new SaltedValue(salt(0), StringValue.of("bob"))),
            RUN,
            1_700_000_000L,
            limits);
    List<Change> changes =
        List.of(
            new Change.Set(
                Key.parse("org/acme/a"),
                new SaltedValue(salt(1), DecimalValue.of(new BigDecimal("90.10")))),
            new Change.Delete(Key.parse("org/acme/b")),
            new Change.Increment(
                Key.parse("org/acme/c"),
                new SaltedValue(salt(2), NumberValue.of(2)),
                new SaltedValue(salt(3), NumberValue.of(44))));
    CommitBody body =
        new CommitBody(
            Optional.of("alice"),
            Optional.of(KeyPrefix.parse("org/acme")),
            run,
            2,
            List.of(new ReadView(5, 1), new ReadView(6, 3)),
            Optional.of(Digest.sha256(salt(9))),
            changes);
    Envelope envelope =
        new Envelope(
            7,
            1_700_000_000_123L,
            Digest.NONE,
            CommitRecord.bodyDigest(body),
            Optional.of(signature(4)),
            List.of(
                new NamespaceUse(KeyPrefix.parse("org"), 300, 70_000),
                new NamespaceUse(KeyPrefix.parse("org/acme"), 2, 25)));
    return CommitRecord.seal(envelope, body)
        .withHeadSignature(signature(5))
        .withProgram("emit \"hi\"\n");
  }

  private static Signature signature(int fill) {
    byte[] bytes = new byte[Signature.BYTES];
    Arrays.fill(bytes, (byte) fill);
    return Signature.of(bytes);
  }

  private static byte[] salt(int fill) {
    byte[] salt = new byte[SaltedValue.SALT_BYTES];
    Arrays.fill(salt, (byte) fill);
    return salt;
  }

  private static String salted(int fill, String canonical) {
    return Digest.sha256(salt(fill), canonical.getBytes(UTF_8)).toString();
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }

  private static void assertRefused(byte[] line, String what) {
    try {
      CommitJson.read(line);
      fail("taken: " + what + ": " + new String(line, UTF_8));
    } catch (MalformedRecordException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
