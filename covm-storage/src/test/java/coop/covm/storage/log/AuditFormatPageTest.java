package coop.covm.storage.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.HeadStatement;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.identity.KeyText;
import coop.covm.storage.identity.SigningKey;
import coop.covm.value.BooleanValue;
import coop.covm.value.DecimalValue;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The example of docs/reference/audit-format.md is what the code makes of the same data. */
final class AuditFormatPageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "audit-format.md");
  private static final String PROGRAM = "load amount\nincrementp org/acme/paid\n";
  private static final SigningKey ROOT = key(1);
  private static final SigningKey STORE = key(2);

  @Test
  void eachBlockOfTheExampleIsTrue() throws IOException {
    CommitRecord first = first();
    CommitRecord second = second(first);
    Map<String, String> blocks = new LinkedHashMap<>();
    blocks.put("the public key of root", ROOT.verifyingKey().toString());
    blocks.put("the public key of the store", STORE.verifyingKey().toString());
    blocks.put("line 1", new String(CommitJson.write(first), UTF_8));
    blocks.put("line 2", new String(CommitJson.write(second), UTF_8));
    blocks.put("the body of line 2", new String(second.body().text(), UTF_8));
    byte[] statement = CommitBody.statement(second.envelope().body());
    blocks.put("what root signed", new String(statement, UTF_8));
    blocks.put(
        "the salted amount",
        HexFormat.of().formatHex(salt(5)) + " {\"$decimal\":\"40.00\"}\n" + amount().digest());
    blocks.put("the head", new HeadStatement(second.head(), second.headSignature()).text());
    String page = Files.readString(PAGE);
    if (Boolean.getBoolean("covm.golden.update")) {
      for (Map.Entry<String, String> block : blocks.entrySet()) {
        page = replaced(page, block.getKey(), block.getValue());
      }
      Files.writeString(PAGE, page);
    }
    for (Map.Entry<String, String> block : blocks.entrySet()) {
      assertThat(page)
          .as(block.getKey())
          .isEqualTo(replaced(page, block.getKey(), block.getValue()));
    }
    assertThat(ROOT.verifyingKey().verifies(statement, second.envelope().signature().orElseThrow()))
        .isTrue();
    assertThat(
            STORE
                .verifyingKey()
                .verifies(second.head().statement(), second.headSignature().orElseThrow()))
        .isTrue();
  }

  /** The page with this text in the block that stands behind a name in italics. */
  private static String replaced(String page, String name, String text) {
    String begin = "*" + name + "*\n\n```text\n";
    int from = page.indexOf(begin);
    assertThat(from).as("a block '%s'", name).isPositive();
    int to = page.indexOf("\n```\n", from + begin.length() - 1);
    return page.substring(0, from + begin.length()) + text + page.substring(to);
  }

  private static CommitRecord first() {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity.put("key", StringValue.of(ROOT.verifyingKey().toString()));
    identity.put("roles", ListValue.of(StringValue.of("admin")));
    identity.put("active", BooleanValue.TRUE);
    List<Change> changes =
        List.of(
            new Change.Set(Key.parse("system/identity/root"), salted(1, MapValue.of(identity))),
            new Change.Set(
                Key.parse("system/store"),
                salted(
                    2,
                    MapValue.of(Map.of("key", StringValue.of(STORE.verifyingKey().toString()))))));
    RunRecord run =
        new RunRecord(Optional.empty(), Map.of(), new UUID(0x4000L, 1L << 63), 0, Map.of());
    CommitBody body =
        new CommitBody(
            Optional.of("root"),
            Optional.empty(),
            run,
            1,
            List.of(new ReadView(0, 1)),
            Optional.of(Digest.NONE),
            changes);
    return sealed(1, 1_700_000_000_000L, Digest.NONE, body);
  }

  private static SaltedValue amount() {
    return salted(5, DecimalValue.of(new BigDecimal("40.00")));
  }

  private static CommitRecord second(CommitRecord first) {
    RunRecord run =
        new RunRecord(
            Optional.of(RunRecord.programDigest(PROGRAM)),
            Map.of("amount", salted(4, DecimalValue.of(new BigDecimal("40.00")))),
            new UUID(0x4000L, (1L << 63) + 1),
            1_700_000_001,
            Map.of("fuel", 1000L));
    List<Change> changes =
        List.of(
            new Change.Increment(Key.parse("org/acme/paid"), amount(), salted(6, decimal("40.00"))),
            new Change.Set(Key.parse("org/acme/when"), salted(7, NumberValue.of(1_700_000_001))));
    CommitBody body =
        new CommitBody(
            Optional.of("root"),
            Optional.of(KeyPrefix.parse("org/acme")),
            run,
            1,
            List.of(new ReadView(1, 1)),
            Optional.of(first.digest()),
            changes);
    CommitRecord record = sealed(2, 1_700_000_001_500L, first.digest(), body);
    return record.withProgram(PROGRAM).withHeadSignature(STORE.sign(record.head().statement()));
  }

  private static Value decimal(String text) {
    return DecimalValue.of(new BigDecimal(text));
  }

  private static CommitRecord sealed(
      long revision, long timeMillis, Digest previous, CommitBody body) {
    Digest digest = CommitRecord.bodyDigest(body);
    Envelope envelope =
        new Envelope(
            revision,
            timeMillis,
            previous,
            digest,
            Optional.of(ROOT.sign(CommitBody.statement(digest))),
            List.of());
    return CommitRecord.seal(envelope, body);
  }

  private static SaltedValue salted(int fill, Value value) {
    return new SaltedValue(salt(fill), value);
  }

  private static byte[] salt(int fill) {
    byte[] salt = new byte[SaltedValue.SALT_BYTES];
    Arrays.fill(salt, (byte) fill);
    return salt;
  }

  /** The key whose 32 secret bytes are all the same. */
  private static SigningKey key(int fill) {
    byte[] seed = new byte[32];
    Arrays.fill(seed, (byte) fill);
    String pkcs8 = "302e020100300506032b657004220420" + HexFormat.of().formatHex(seed);
    String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(pkcs8));
    return KeyText.readPrivate(
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(base64)
            .getBytes(UTF_8));
  }
}
