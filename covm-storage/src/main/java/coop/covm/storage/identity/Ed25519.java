package coop.covm.storage.identity;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.concurrent.atomic.AtomicInteger;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;

/**
 * Signs and verifies by the quickest way there is: the first few by the platform's own code, which
 * is there at once and takes a good half of a millisecond each; all others by Conscrypt's native
 * code, which takes a while to load and then a fortieth of that. Where there is none for this
 * machine, the platform's goes on.
 */
final class Ed25519 {
  private static final int FIRST_FEW = 40;

  private static final AtomicInteger USES = new AtomicInteger();

  private Ed25519() {}

  static byte[] sign(QuickKey<PrivateKey> key, byte[] message) {
    try {
      Provider provider = provider();
      Signature signature = Signature.getInstance("Ed25519", provider);
      signature.initSign(key.of(provider));
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing failed: " + e.getMessage(), e);
    }
  }

  static boolean verifies(QuickKey<PublicKey> key, byte[] message, byte[] bytes) {
    try {
      Provider provider = provider();
      Signature signature = Signature.getInstance("Ed25519", provider);
      return verifies(signature, key.of(provider), message, bytes);
    } catch (GeneralSecurityException e) {
      return false; // a signature that is not even well-formed
    }
  }

  /** The same, always by the platform's own code. */
  static boolean verifiesAlike(QuickKey<PublicKey> key, byte[] message, byte[] bytes) {
    try {
      Signature platform = Signature.getInstance("Ed25519", Platform.PROVIDER);
      return verifies(platform, key.of(Platform.PROVIDER), message, bytes);
    } catch (GeneralSecurityException e) {
      return false; // a signature that is not even well-formed
    }
  }

  private static boolean verifies(Signature signature, PublicKey key, byte[] message, byte[] bytes)
      throws GeneralSecurityException {
    signature.initVerify(key);
    signature.update(message);
    return signature.verify(bytes);
  }

  private static Provider provider() {
    boolean few = USES.get() < FIRST_FEW && USES.incrementAndGet() <= FIRST_FEW;
    Provider quick = few ? null : Native.PROVIDER;
    return quick == null ? Platform.PROVIDER : quick;
  }

  /**
   * A key of the platform, and what it is to the native code, which would otherwise read it anew
   * each time: half the cost of a signature.
   */
  static final class QuickKey<K extends Key> {
    private final K key;
    private final Translation<K> translation;
    private volatile @Nullable K translated;

    private QuickKey(K key, Translation<K> translation) {
      this.key = key;
      this.translation = translation;
    }

    static QuickKey<PrivateKey> ofPrivate(PrivateKey key) {
      return new QuickKey<>(
          key,
          provider ->
              KeyFactory.getInstance("Ed25519", provider)
                  .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded())));
    }

    static QuickKey<PublicKey> ofPublic(PublicKey key) {
      return new QuickKey<>(
          key,
          provider ->
              KeyFactory.getInstance("Ed25519", provider)
                  .generatePublic(new X509EncodedKeySpec(key.getEncoded())));
    }

    /** The key of the platform. */
    K platform() {
      return key;
    }

    @SuppressWarnings("ReferenceEquality") // providers compare all their entries
    private K of(Provider provider) throws GeneralSecurityException {
      if (provider == Platform.PROVIDER) {
        return key;
      }
      K known = translated;
      if (known == null) {
        known = translation.to(provider);
        translated = known;
      }
      return known;
    }
  }

  /** Makes a key of the native code of a key of the platform. */
  private interface Translation<K> {
    K to(Provider provider) throws GeneralSecurityException;
  }

  private static final class Platform {
    private static final Provider PROVIDER = Security.getProviders("Signature.Ed25519")[0];
  }

  private static final class Native {
    private static final @Nullable Provider PROVIDER = provider();

    private static @Nullable Provider provider() {
      if (!Conscrypt.isAvailable()) {
        return null;
      }
      Provider conscrypt = Conscrypt.newProvider();
      return conscrypt.getService("Signature", "Ed25519") == null ? null : conscrypt;
    }
  }
}
