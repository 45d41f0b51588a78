package coop.covm.storage.log;

import coop.covm.value.Value;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A value with the random salt that its digest is taken over. The digest stands in the commit, salt
 * and value beside it: erasing both leaves every digest valid and nothing to guess the value from.
 */
public final class SaltedValue {
  public static final int SALT_BYTES = 16;

  private final byte[] salt;
  private final Value value;
  private final Digest digest;

  /**
   * @param salt 16 random bytes, used for this value alone
   */
  public SaltedValue(byte[] salt, Value value) {
    if (salt.length != SALT_BYTES) {
      throw new IllegalArgumentException("a salt has %s bytes".formatted(SALT_BYTES));
    }
    this.salt = salt.clone();
    this.value = value;
    this.digest = Digest.sha256(salt, CanonicalJson.utf8(value));
  }

  public byte[] salt() {
    return salt.clone();
  }

  /** The salt as 32 lower-case hex digits. */
  public String saltHex() {
    return HexFormat.of().formatHex(salt);
  }

  public Value value() {
    return value;
  }

  /** SHA-256 of the salt followed by the value's canonical JSON in UTF-8. */
  public Digest digest() {
    return digest;
  }

  /** Equal digests: the same salt and the same canonical text. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SaltedValue salted && digest.equals(salted.digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return value + " salted";
  }
}
