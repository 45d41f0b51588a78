package coop.covm.storage.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import coop.covm.storage.log.CanonicalJson;
import coop.covm.storage.log.SaltedValue;
import coop.covm.storage.log.ValuePlace;
import coop.covm.value.DecimalValue;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * The sealed value of docs/reference/audit-format.md is what the platform's own AES-256-GCM makes
 * of the data that the page gives, and what Tink opens.
 */
final class SealedValuePageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "audit-format.md");
  private static final int KEY_ID = 0x01020304;
  private static final int NONCE_BYTES = 12;

  @Test
  void theExampleIsMadeAsThePageSaysAndOpenedByTink() throws Exception {
    byte[] place = new ValuePlace(7, ValuePlace.Role.VALUE, "org/acme/paid").text();
    SaltedValue value =
        new SaltedValue(
            filled(SaltedValue.SALT_BYTES, 5), DecimalValue.of(new BigDecimal("40.00")));
    assertThat(value.secret()).isEqualTo(concat(filled(16, 5), CanonicalJson.utf8(value.value())));
    byte[] sealed = sealed(place, value.secret());
    String page = Files.readString(PAGE);
    String text =
        "*the place*\n\n```text\n%s\n```\n\n*the sealed value*\n\n```text\n%s\n```\n"
            .formatted(new String(place, UTF_8), Base64.getEncoder().encodeToString(sealed));
    if (Boolean.getBoolean("covm.golden.update")) {
      int from = page.indexOf("*the place*");
      int to = page.indexOf("\n## ", from);
      page = page.substring(0, from) + text + page.substring(to);
      Files.writeString(PAGE, page);
    }
    assertThat(page).contains(text);
    assertThat(Tinks.aead(dataKey()).decrypt(sealed, place)).isEqualTo(value.secret());
  }

  private static byte[] sealed(byte[] place, byte[] secret) throws Exception {
    byte[] nonce = filled(NONCE_BYTES, 4);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(filled(32, 3), "AES"),
        new GCMParameterSpec(128, nonce));
    cipher.updateAAD(place);
    byte[] prefix = ByteBuffer.allocate(5).put((byte) 1).putInt(KEY_ID).array();
    return concat(concat(prefix, nonce), cipher.doFinal(secret));
  }

  @AccessesPartialKey
  private static KeysetHandle dataKey() throws Exception {
    AesGcmParameters parameters =
        AesGcmParameters.builder()
            .setKeySizeBytes(32)
            .setIvSizeBytes(NONCE_BYTES)
            .setTagSizeBytes(16)
            .setVariant(AesGcmParameters.Variant.TINK)
            .build();
    AesGcmKey key =
        AesGcmKey.builder()
            .setParameters(parameters)
            .setKeyBytes(SecretBytes.copyFrom(filled(32, 3), InsecureSecretKeyAccess.get()))
            .setIdRequirement(KEY_ID)
            .build();
    return Tinks.newKeys()
        .addEntry(KeysetHandle.importKey(key).withFixedId(KEY_ID).makePrimary())
        .build();
  }

  private static byte[] filled(int length, int with) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) with);
    return bytes;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
