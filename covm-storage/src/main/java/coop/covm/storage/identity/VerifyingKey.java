package coop.covm.storage.identity;

import coop.covm.storage.identity.Ed25519.Verifier;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The public half of an Ed25519 key (RFC 8032): 32 bytes, written as Base64. Safe for use by any
 * number of threads.
 */
public final class VerifyingKey {
  public static final int BYTES = 32;

  /** What stands before the 32 bytes in a SubjectPublicKeyInfo (RFC 8410). */
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  /** The prime of the field, and {@code d} of the curve. */
  private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(PRIME)).mod(PRIME);

  private final byte[] bytes;
  private final Verifier verifier;

  private VerifyingKey(byte[] bytes, PublicKey key) {
    this.bytes = bytes;
    this.verifier = new Verifier(key);
  }

  /**
   * @throws IllegalArgumentException if the bytes are not 32 or no point of the curve
   */
  public static VerifyingKey of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("an Ed25519 public key has %s bytes".formatted(BYTES));
    }
    byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + BYTES);
    System.arraycopy(bytes, 0, encoded, X509_PREFIX.length, BYTES);
    return ofX509(encoded);
  }

  /**
   * @throws IllegalArgumentException if the text is not the Base64 of 32 bytes that are a key
   */
  public static VerifyingKey parse(String base64) {
    return of(Base64Text.decode(base64));
  }

  /** The key of a SubjectPublicKeyInfo. */
  static VerifyingKey ofX509(byte[] encoded) {
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      return of(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no Ed25519 public key: " + e.getMessage(), e);
    }
  }

  static VerifyingKey of(PublicKey key) {
    EdECPoint point = ((EdECPublicKey) key).getPoint();
    if (!isOfCurve(point)) {
      throw new IllegalArgumentException("no Ed25519 public key: no point of the curve");
    }
    byte[] bytes = littleEndian(point.getY());
    bytes[BYTES - 1] |= (byte) (point.isXOdd() ? 0x80 : 0);
    return new VerifyingKey(bytes, key);
  }

  /**
   * Whether there is such a point, in its one form: (y² - 1) / (d y² + 1) is a square (RFC 8032,
   * 5.1.3). The platform asks only when it verifies.
   */
  private static boolean isOfCurve(EdECPoint point) {
    BigInteger y = point.getY();
    BigInteger square = y.multiply(y).mod(PRIME);
    BigInteger x2 =
        square
            .subtract(BigInteger.ONE)
            .multiply(D.multiply(square).add(BigInteger.ONE).modInverse(PRIME))
            .mod(PRIME);
    if (x2.signum() == 0) {
      return y.compareTo(PRIME) < 0 && !point.isXOdd();
    }
    BigInteger euler = x2.modPow(PRIME.subtract(BigInteger.ONE).shiftRight(1), PRIME);
    return y.compareTo(PRIME) < 0 && euler.equals(BigInteger.ONE);
  }

  private static byte[] littleEndian(BigInteger number) {
    byte[] big = number.toByteArray();
    byte[] little = new byte[BYTES];
    for (int i = 0; i < Math.min(big.length, BYTES); i++) {
      little[i] = big[big.length - 1 - i];
    }
    return little;
  }

  /** Whether the signature is that of the message by the private half of this key. */
  public boolean verifies(byte[] message, Signature signature) {
    return verifier.verifies(message, signature.bytes());
  }

  /**
   * As {@link #verifies}, and the same on each machine for signatures that nobody makes by
   * accident, of which implementations think differently: always by the platform's own code, which
   * is slower.
   */
  public boolean verifiesAlike(byte[] message, Signature signature) {
    return verifier.verifiesAlike(message, signature.bytes());
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** The SubjectPublicKeyInfo (RFC 8410). */
  byte[] x509() {
    byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + BYTES);
    System.arraycopy(bytes, 0, encoded, X509_PREFIX.length, BYTES);
    return encoded;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VerifyingKey verifying && Arrays.equals(bytes, verifying.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The bytes in Base64. */
  @Override
  public String toString() {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
