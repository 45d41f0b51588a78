package coop.covm.storage.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

final class CommitBinaryTest {
  private static final CommitRecord RECORD = CommitJsonTest.RECORD;

  @Test
  void theBytesAreExactlyThoseDocumented() {
    String expected =
        "01" // form
            + "07" // revision
            + "fbd095ffbc31" // time 1700000000123
            + "00".repeat(32) // the commit before
            + "ff" // everything follows that may
            + "04".repeat(64) // the principal's signature
            + "05".repeat(64) // the store's
            + ("02" + "03" + hex("org") + "ac02" + "f0a204") // uses
            + ("08" + hex("org/acme") + "02" + "19")
            + ("05" + hex("alice"))
            + ("08" + hex("org/acme"))
            + RECORD.body().run().program().orElseThrow()
            + ("01" + "02" + hex("to") + "07" + "00".repeat(16) + hex("\"bob\""))
            + "00000000000040008000000000000001" // run
            + "02" // place
            + "80c49fd50c" // now 1700000000, as a signed number
            + ("02" + "04" + hex("fuel") + "d00f")
            + ("05" + hex("calls") + "feffffffffffffffff01")
            + "02"
            + "0501"
            + "0603" // views
            + RECORD.body().upon().orElseThrow() // made upon
            + "03" // changes
            + ("00" + "0a" + hex("org/acme/a") + "16" + "01".repeat(16))
            + hex("{\"$decimal\":\"90.10\"}")
            + ("01" + "0a" + hex("org/acme/b"))
            + ("02" + "0a" + hex("org/acme/c"))
            + ("03" + "02".repeat(16) + hex("2"))
            + ("04" + "03".repeat(16) + hex("44"))
            + ("0a" + hex("emit \"hi\"\n")); // the program's text
    byte[] bytes = CommitBinary.write(RECORD);
    byte[] content = Arrays.copyOf(bytes, bytes.length - 4);
    assertThat(HexFormat.of().formatHex(content)).isEqualTo(expected);
    CRC32C crc = new CRC32C();
    crc.update(content);
    assertThat(HexFormat.of().formatHex(bytes, bytes.length - 4, bytes.length))
        .isEqualTo("%08x".formatted(crc.getValue()));
  }

  @Test
  void aRecordReadsBackWithItsDigests() throws Exception {
    assertThat(CommitBinary.read(CommitBinary.write(RECORD))).isEqualTo(RECORD);
  }

  @Test
  void anErasedRecordKeepsEveryDigestInBothForms() throws Exception {
    CommitRecord erased = erased(RECORD);
    assertThat(erased.digest()).isEqualTo(RECORD.digest());
    for (CommitRecord read :
        List.of(
            CommitBinary.read(CommitBinary.write(erased)),
            CommitJson.read(CommitJson.write(erased)))) {
      assertThat(read).isEqualTo(erased);
      assertThat(read.digest()).isEqualTo(RECORD.digest());
      for (Change change : read.body().changes()) {
        assertThat(change.made().map(SaltedValue::isErased).orElse(true)).isTrue();
      }
    }
    assertThat(new String(CommitJson.write(erased), UTF_8))
        .contains("\"values\":[{\"salt\":\"")
        .contains("\"value\":\"bob\"},null,null,null],\"text\":")
        .doesNotContain("90.10");
  }

  @Test
  void aSealedRecordKeepsEveryDigestAndTheBytesInBothForms() throws Exception {
    CommitRecord sealed =
        RECORD.mapValues((place, value) -> SaltedValue.sealed(value.digest(), bytesOf(place)));
    assertThat(sealed.digest()).isEqualTo(RECORD.digest());
    for (CommitRecord read :
        List.of(
            CommitBinary.read(CommitBinary.write(sealed)),
            CommitJson.read(CommitJson.write(sealed)))) {
      assertThat(read).isEqualTo(sealed);
      read.mapValues((place, value) -> {
        assertThat(value.sealed().bytes()).isEqualTo(bytesOf(place).bytes());
        assertThat(value.isErased()).isFalse();
        return value;
      });
    }
    assertThat(new String(CommitJson.write(sealed), UTF_8))
        .contains("\"values\":[{\"sealed\":\"")
        .doesNotContain("90.10")
        .doesNotContain("bob");
  }

  private static SealedValue bytesOf(ValuePlace place) {
    byte[] bytes = new byte[SealedValue.OVERHEAD_BYTES + 3];
    System.arraycopy(place.text(), 0, bytes, 0, Math.min(place.text().length, bytes.length));
    return new SealedValue(bytes);
  }

  @Test
  void recordsOfAnyValuesReadBack() throws Exception {
    long seed = System.nanoTime();
    Values values = new Values(seed);
    for (int i = 0; i < 300; i++) {
      SaltedValue value = new SaltedValue(new byte[SaltedValue.SALT_BYTES], values.next());
      CommitRecord record = with(new Change.Set(RECORD.body().changes().getFirst().key(), value));
      CommitRecord read = CommitBinary.read(CommitBinary.write(record));
      assertThat(read).as("seed %d", seed).isEqualTo(record);
    }
  }

  @Test
  void noChangeOfOneByteGoesUnnoticed() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] bytes = CommitBinary.write(RECORD);
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= (byte) (1 + random.nextInt(255));
      assertRefused(changed, "byte %d, seed %d".formatted(i, seed));
      assertRefused(Arrays.copyOf(bytes, i), "cut at " + i);
    }
    assertRefused(Arrays.copyOf(bytes, bytes.length + 1), "longer");
  }

  @Test
  void whatAForgerMakesWithASoundChecksumIsRefusedOrHasAnotherDigest() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] bytes = CommitBinary.write(RECORD);
    for (int i = 0; i < 3000; i++) {
      byte[] forged = Arrays.copyOf(bytes, bytes.length - 4);
      forged[random.nextInt(forged.length)] ^= (byte) (1 + random.nextInt(255));
      CRC32C crc = new CRC32C();
      crc.update(forged);
      byte[] sealed = Arrays.copyOf(forged, bytes.length);
      for (int b = 0; b < 4; b++) {
        sealed[forged.length + b] = (byte) (crc.getValue() >>> (24 - 8 * b));
      }
      try {
        CommitRecord read = CommitBinary.read(sealed);
        // The store's signature is of the digest, so it is no part of it: verifying checks it.
        CommitRecord compared = read.withHeadSignature(RECORD.headSignature().orElseThrow());
        if (read.digest().equals(RECORD.digest()) && !compared.equals(RECORD)) {
          fail("seed %d: another record has the same digest", seed);
        }
      } catch (MalformedRecordException e) {
        // refused
      }
    }
  }

  @Test
  void aNewerFormIsRefusedAsSuch() {
    byte[] bytes = CommitBinary.write(RECORD);
    bytes[0] = 2;
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length - 4);
    for (int b = 0; b < 4; b++) {
      bytes[bytes.length - 4 + b] = (byte) (crc.getValue() >>> (24 - 8 * b));
    }
    assertThatThrownBy(() -> CommitBinary.read(bytes))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("a newer release");
  }

  private static CommitRecord erased(CommitRecord record) {
    return record.erased(_ -> true);
  }

  private static CommitRecord with(Change change) {
    return CommitRecord.seal(9, 10, RECORD.digest(), body(List.of(change)));
  }

  private static CommitBody body(List<Change> changes) {
    return RECORD.body().with(changes);
  }

  private static void assertRefused(byte[] bytes, String what) {
    try {
      CommitBinary.read(bytes);
      fail("read all the same: %s", what);
    } catch (MalformedRecordException e) {
      assertThat(e.getMessage()).as(what).isNotEmpty();
    }
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(UTF_8));
  }
}
