package coop.covm.storage.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.storage.log.Digest;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The key that wraps a store's data keys: 32 random bytes, for AES-256-GCM. It is kept by whoever
 * runs the store, never by the store; whoever loses it loses every value that is encrypted.
 */
public final class MasterKey {
  public static final int BYTES = 32;

  private static final int ID_BYTES = 8;
  private static final byte[] ID_OF = "covm master key/1 ".getBytes(UTF_8);

  private final byte[] bytes;
  private final String id;

  private MasterKey(byte[] bytes) {
    this.bytes = bytes;
    byte[] digest = Digest.sha256(ID_OF, bytes).bytes();
    this.id = HexFormat.of().formatHex(digest, 0, ID_BYTES);
  }

  /** A new one from the platform's secure random numbers. */
  public static MasterKey generate() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new MasterKey(bytes);
  }

  /**
   * Reads what {@link #text} gives.
   *
   * @throws IllegalArgumentException if that is not the Base64 of 32 bytes
   */
  public static MasterKey parse(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "it has %s bytes, and a key has %s".formatted(bytes.length, BYTES));
    }
    return new MasterKey(bytes);
  }

  /** The key itself in Base64, which is secret. */
  public String text() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * What names it without giving it away: the first 8 bytes, in hex, of SHA-256 of {@code "covm
   * master key/1 "} and the key.
   */
  public String id() {
    return id;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MasterKey key && MessageDigest.isEqual(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Its id, never the key. */
  @Override
  public String toString() {
    return "master key " + id;
  }
}
