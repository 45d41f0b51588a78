package coop.covm.storage.identity;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
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

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = algorithm();
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing failed: " + e.getMessage(), e);
    }
  }

  static boolean verifies(PublicKey key, byte[] message, byte[] bytes) {
    try {
      return verifies(algorithm(), key, message, bytes);
    } catch (GeneralSecurityException e) {
      return false; // a signature that is not even well-formed
    }
  }

  /** The same, always by the platform's own code. */
  static boolean verifiesAlike(PublicKey key, byte[] message, byte[] bytes) {
    try {
      Signature platform = Signature.getInstance("Ed25519", Platform.PROVIDER);
      return verifies(platform, key, message, bytes);
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

  private static Signature algorithm() throws GeneralSecurityException {
    boolean few = USES.get() < FIRST_FEW && USES.incrementAndGet() <= FIRST_FEW;
    Provider quick = few ? null : Native.PROVIDER;
    return quick == null
        ? Signature.getInstance("Ed25519", Platform.PROVIDER)
        : Signature.getInstance("Ed25519", quick);
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
