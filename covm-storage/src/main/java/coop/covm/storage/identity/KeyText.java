package coop.covm.storage.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * The PEM texts of keys, in the form that OpenSSL and others read and write: PKCS #8 ({@code
 * PRIVATE KEY}, RFC 8410) and SubjectPublicKeyInfo ({@code PUBLIC KEY}).
 */
public final class KeyText {
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";

  private KeyText() {}

  /** The PEM text of a key with its private half. */
  public static byte[] privatePem(SigningKey key) {
    return pem(PRIVATE, key.pkcs8());
  }

  /** The PEM text of a public key. */
  public static byte[] publicPem(VerifyingKey key) {
    return pem(PUBLIC, key.x509());
  }

  private static byte[] pem(String label, byte[] encoded) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, base64, label)
        .getBytes(US_ASCII);
  }

  /**
   * Reads the PEM text of a private key.
   *
   * @throws IllegalArgumentException saying what the text is instead
   */
  public static SigningKey readPrivate(byte[] pem) {
    byte[] encoded = decode(PRIVATE, pem);
    try {
      return SigningKey.of(
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("it holds no Ed25519 key, such as covm identity makes", e);
    }
  }

  /**
   * Reads the PEM text of a public key.
   *
   * @throws IllegalArgumentException saying what the text is instead
   */
  public static VerifyingKey readPublic(byte[] pem) {
    return VerifyingKey.ofX509(decode(PUBLIC, pem));
  }

  private static byte[] decode(String label, byte[] pem) {
    String text = new String(pem, US_ASCII).strip();
    String begin = "-----BEGIN " + label + "-----";
    String end = "-----END " + label + "-----";
    if (!text.startsWith(begin) || !text.endsWith(end)) {
      throw new IllegalArgumentException("it is no PEM file that begins with " + begin);
    }
    try {
      return Base64.getMimeDecoder()
          .decode(text.substring(begin.length(), text.length() - end.length()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("what it holds is not Base64", e);
    }
  }
}
