package coop.covm.storage.identity;

import coop.covm.storage.identity.Ed25519.Signer;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;

/**
 * An Ed25519 key (RFC 8032) with its private half. Safe for use by any number of threads. Its text
 * shows the public half alone.
 */
public final class SigningKey {
  private final Signer signer;
  private final VerifyingKey verifying;

  private SigningKey(PrivateKey key, VerifyingKey verifying) {
    this.signer = new Signer(key);
    this.verifying = verifying;
  }

  /** A new key. */
  public static SigningKey generate() {
    return generate(new SecureRandom());
  }

  private static SigningKey generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, random);
      KeyPair pair = generator.generateKeyPair();
      return new SigningKey(pair.getPrivate(), VerifyingKey.of(pair.getPublic()));
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
      throw new AssertionError("every Java platform since 15 has Ed25519", e);
    }
  }

  /**
   * The key of a private key alone; its public half is computed.
   *
   * @throws IllegalArgumentException if it does not sign what its public half verifies
   */
  static SigningKey of(PrivateKey key) throws GeneralSecurityException {
    byte[] seed =
        ((EdECPrivateKey) key)
            .getBytes()
            .orElseThrow(() -> new GeneralSecurityException("the key does not tell its bytes"));
    SigningKey computed = generate(new Seed(seed));
    SigningKey signing = new SigningKey(key, computed.verifying);
    byte[] message = {1};
    if (!signing.verifying.verifies(message, signing.sign(message))) {
      throw new IllegalArgumentException("the public half of the key could not be computed");
    }
    return signing;
  }

  public Signature sign(byte[] message) {
    return Signature.of(signer.sign(message));
  }

  /** The public half. */
  public VerifyingKey verifyingKey() {
    return verifying;
  }

  /** The PKCS #8 form (RFC 8410) of the private half. */
  byte[] pkcs8() {
    return signer.key().getEncoded();
  }

  @Override
  public String toString() {
    return "the private half of " + verifying;
  }

  /**
   * Gives the generator the seed of a key that is there: the way to a public half that the platform
   * leaves open.
   */
  private static final class Seed extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
