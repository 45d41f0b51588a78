package coop.covm.storage.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A SHA-256 digest: 32 bytes, written as 64 lower-case hex digits. */
public final class Digest {
  public static final int BYTES = 32;

  /** What the first commit names as its predecessor: 32 zero bytes. */
  public static final Digest NONE = new Digest(new byte[BYTES]);

  private static final MessageDigest SHA_256 = newSha256();

  private final byte[] bytes;

  private Digest(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The digest of the parts, one after the other. */
  public static Digest sha256(byte[]... parts) {
    try {
      // A copy costs a tenth of looking the algorithm up each time.
      MessageDigest sha256 = (MessageDigest) SHA_256.clone();
      for (byte[] part : parts) {
        sha256.update(part);
      }
      return new Digest(sha256.digest());
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("SHA-256 of every Java platform can be copied", e);
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /**
   * @throws IllegalArgumentException if the text is not 64 lower-case hex digits
   */
  public static Digest parse(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    if (bytes.length != BYTES || !HexFormat.of().formatHex(bytes).equals(hex)) {
      throw new IllegalArgumentException("a digest is 64 lower-case hex digits");
    }
    return new Digest(bytes);
  }

  /**
   * @throws IllegalArgumentException if there are not 32 bytes
   */
  public static Digest of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a digest has %s bytes".formatted(BYTES));
    }
    return new Digest(bytes.clone());
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
