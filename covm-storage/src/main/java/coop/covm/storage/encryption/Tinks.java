package coop.covm.storage.encryption;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;

/** What is asked of Google Tink, which is loaded by the first use of this class. */
final class Tinks {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;

  /** What Tink does for keys of AES-GCM; nothing of it is global. */
  static final Configuration CONFIGURATION = AeadConfig2026.get();

  private Tinks() {}

  /** What encrypts with the primary key of a set, and decrypts with any. */
  static Aead aead(KeysetHandle keys) throws GeneralSecurityException {
    return keys.getPrimitive(CONFIGURATION, Aead.class);
  }

  /** What wraps with a master key: nonce, ciphertext and tag, without Tink's prefix. */
  @AccessesPartialKey // which comes from outside, and Tink is to know as it is
  static Aead aead(MasterKey key) throws GeneralSecurityException {
    AesGcmKey known =
        AesGcmKey.builder()
            .setParameters(parameters(AesGcmParameters.Variant.NO_PREFIX))
            .setKeyBytes(SecretBytes.copyFrom(key.bytes(), InsecureSecretKeyAccess.get()))
            .build();
    return aead(
        newKeys().addEntry(KeysetHandle.importKey(known).withRandomId().makePrimary()).build());
  }

  static KeysetHandle.Builder newKeys() {
    return KeysetHandle.newBuilder().setConfiguration(CONFIGURATION);
  }

  /** A data key that is still to be made. */
  static KeysetHandle.Builder.Entry newDataKey() {
    return KeysetHandle.generateEntryFromParameters(parameters(AesGcmParameters.Variant.TINK));
  }

  private static AesGcmParameters parameters(AesGcmParameters.Variant variant) {
    try {
      return AesGcmParameters.builder()
          .setKeySizeBytes(MasterKey.BYTES)
          .setIvSizeBytes(NONCE_BYTES)
          .setTagSizeBytes(TAG_BYTES)
          .setVariant(variant)
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
