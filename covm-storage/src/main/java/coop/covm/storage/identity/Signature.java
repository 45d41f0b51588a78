package coop.covm.storage.identity;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** An Ed25519 signature (RFC 8032): 64 bytes, written as Base64. */
public final class Signature {
  public static final int BYTES = 64;

  private final byte[] bytes;

  private Signature(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws IllegalArgumentException if there are not 64 bytes
   */
  public static Signature of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a signature has %s bytes".formatted(BYTES));
    }
    return new Signature(bytes.clone());
  }

  /**
   * @throws IllegalArgumentException if the text is not 64 bytes in Base64, with its padding
   */
  public static Signature parse(String base64) {
    return of(Base64Text.decode(base64));
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Signature signature && Arrays.equals(bytes, signature.bytes);
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
