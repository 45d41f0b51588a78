package coop.covm.storage.log;

import coop.covm.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A value with the random salt that its digest is taken over. The digest stands in the commit, salt
 * and value beside it: erasing both leaves every digest valid and nothing to guess the value from.
 */
public final class SaltedValue {
  public static final int SALT_BYTES = 16;

  private static final byte[] NOTHING = new byte[0];

  private final byte[] salt;
  private final @Nullable Value value;
  private final byte[] canonical;
  private final Digest digest;

  /**
   * @param salt 16 random bytes, used for this value alone
   */
  public SaltedValue(byte[] salt, Value value) {
    this(salt, value, CanonicalJson.utf8(value));
  }

  /**
   * @param canonical the canonical JSON of the value, kept as it is
   */
  SaltedValue(byte[] salt, Value value, byte[] canonical) {
    if (salt.length != SALT_BYTES) {
      throw new IllegalArgumentException("a salt has %s bytes".formatted(SALT_BYTES));
    }
    this.salt = salt.clone();
    this.value = value;
    this.canonical = canonical;
    this.digest = Digest.sha256(salt, canonical);
  }

  private SaltedValue(Digest digest) {
    this.salt = NOTHING;
    this.value = null;
    this.canonical = NOTHING;
    this.digest = digest;
  }

  /** What is left of a value when it and its salt have been erased. */
  public static SaltedValue erased(Digest digest) {
    return new SaltedValue(digest);
  }

  /** This value without itself and its salt; the digest stays. */
  public SaltedValue erased() {
    return isErased() ? this : erased(digest);
  }

  /** Whether salt and value are gone. */
  public boolean isErased() {
    return value == null;
  }

  /**
   * The salt, 16 bytes.
   *
   * @throws IllegalStateException if it was erased
   */
  public byte[] salt() {
    value();
    return salt.clone();
  }

  /**
   * The value.
   *
   * @throws IllegalStateException if it was erased
   */
  public Value value() {
    Value present = value;
    if (present == null) {
      throw new IllegalStateException("the value of the digest %s was erased".formatted(digest));
    }
    return present;
  }

  /** The value's canonical JSON in UTF-8, not to be changed; empty if it was erased. */
  byte[] canonical() {
    return canonical;
  }

  /** How many bytes the value's canonical JSON has; 0 if it was erased. */
  public int byteSize() {
    return canonical.length;
  }

  /** SHA-256 of the salt followed by the value's canonical JSON in UTF-8. */
  public Digest digest() {
    return digest;
  }

  /** Equal digests: the same salt and the same canonical text, there or erased. */
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
    return isErased() ? "(erased)" : value + " salted";
  }
}
