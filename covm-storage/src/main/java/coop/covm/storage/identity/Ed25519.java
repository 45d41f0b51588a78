package coop.covm.storage.identity;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Signs and verifies by the quickest code there is: that of the platform until the native one of
 * {@link QuickProvider} is there. Each key keeps one engine that is set up for it, since setting up
 * costs as much as signing; who finds it in use sets up another.
 */
final class Ed25519 {
  private Ed25519() {}

  /** A private key with an engine that is ready to sign. */
  static final class Signer {
    private final PrivateKey key;
    private final AtomicReference<@Nullable Signature> ready = new AtomicReference<>();

    Signer(PrivateKey key) {
      this.key = key;
    }

    /** The key of the platform. */
    PrivateKey key() {
      return key;
    }

    byte[] sign(byte[] message) {
      try {
        Provider provider = QuickProvider.now();
        Signature engine = taken(ready, provider);
        if (engine == null) {
          engine = engine(provider);
          engine.initSign(key);
        }
        engine.update(message);
        byte[] signature = engine.sign();
        ready.set(engine);
        return signature;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("signing failed: " + e.getMessage(), e);
      }
    }
  }

  /** A public key with an engine that is ready to verify. */
  static final class Verifier {
    private final PublicKey key;
    private final AtomicReference<@Nullable Signature> ready = new AtomicReference<>();

    Verifier(PublicKey key) {
      this.key = key;
    }

    /** The key of the platform. */
    PublicKey key() {
      return key;
    }

    boolean verifies(byte[] message, byte[] signature) {
      try {
        Provider provider = QuickProvider.now();
        Signature engine = taken(ready, provider);
        if (engine == null) {
          engine = engine(provider);
          engine.initVerify(key);
        }
        engine.update(message);
        boolean verified = engine.verify(signature);
        ready.set(engine);
        return verified;
      } catch (GeneralSecurityException e) {
        return false; // a signature that is not even well-formed
      }
    }

    /** The same, always by the platform's own code. */
    boolean verifiesAlike(byte[] message, byte[] signature) {
      try {
        Signature engine = engine(QuickProvider.platform());
        engine.initVerify(key);
        engine.update(message);
        return engine.verify(signature);
      } catch (GeneralSecurityException e) {
        return false; // a signature that is not even well-formed
      }
    }
  }

  private static Signature engine(Provider provider) throws GeneralSecurityException {
    return Signature.getInstance(QuickProvider.ALGORITHM, provider);
  }

  /**
   * Takes the engine that is ready, so that nobody else uses it; one of a slower kind is dropped.
   */
  @SuppressWarnings("ReferenceEquality") // providers compare all their entries
  private static @Nullable Signature taken(
      AtomicReference<@Nullable Signature> ready, Provider provider) {
    Signature engine = ready.getAndSet(null);
    return engine != null && engine.getProvider() == provider ? engine : null;
  }
}
