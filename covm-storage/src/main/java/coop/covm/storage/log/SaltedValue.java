package coop.covm.storage.log;

import coop.covm.value.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A value with the random salt that its digest is taken over. The digest stands in the commit, salt
 * and value beside it: erasing both leaves every digest valid and nothing to guess the value from.
 * Salt and value may be {@linkplain SealedValue sealed}, in place of which only the digest is seen.
 */
public final class SaltedValue {
  public static final int SALT_BYTES = 16;

  private static final byte[] NOTHING = new byte[0];

  private final byte[] salt;
  private final @Nullable Value value;
  private final byte[] canonical;
  private final @Nullable SealedValue sealed;
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
    this.sealed = null;
    this.digest = Digest.sha256(salt, canonical);
  }

  private SaltedValue(Digest digest, @Nullable SealedValue sealed) {
    this.salt = NOTHING;
    this.value = null;
    this.canonical = NOTHING;
    this.sealed = sealed;
    this.digest = digest;
  }

  /** What is left of a value when it and its salt have been erased. */
  public static SaltedValue erased(Digest digest) {
    return new SaltedValue(digest, null);
  }

  /** A value of which only the digest is seen. */
  public static SaltedValue sealed(Digest digest, SealedValue sealed) {
    return new SaltedValue(digest, sealed);
  }

  /**
   * The value that was sealed.
   *
   * @param secret what {@link #secret} gave
   * @throws MalformedRecordException if it is not the value of the digest
   */
  static SaltedValue opened(Digest digest, byte[] secret) throws MalformedRecordException {
    if (secret.length <= SALT_BYTES) {
      throw new MalformedRecordException("what was sealed has no salt and value");
    }
    byte[] salt = Arrays.copyOf(secret, SALT_BYTES);
    byte[] canonical = Arrays.copyOfRange(secret, SALT_BYTES, secret.length);
    SaltedValue opened = new SaltedValue(salt, CanonicalJsonReader.read(canonical), canonical);
    if (!opened.digest.equals(digest)) {
      throw new MalformedRecordException("what was sealed is not the value of the digest");
    }
    return opened;
  }

  /** This value without itself and its salt; the digest stays. */
  public SaltedValue erased() {
    return isErased() ? this : erased(digest);
  }

  /** Whether salt and value are gone. */
  public boolean isErased() {
    return value == null && sealed == null;
  }

  /** Whether salt and value are sealed. */
  public boolean isSealed() {
    return sealed != null;
  }

  /**
   * Salt and value as they are sealed.
   *
   * @throws IllegalStateException if they are not
   */
  public SealedValue sealed() {
    SealedValue present = sealed;
    if (present == null) {
      throw new IllegalStateException("the value of the digest %s is not sealed".formatted(digest));
    }
    return present;
  }

  /** This value, opened if it is sealed. As {@link #value} but that it may have been erased. */
  public SaltedValue opened() {
    return sealed == null ? this : sealed.open(digest);
  }

  /** What is sealed: the salt, and behind it the canonical JSON of the value, which is there. */
  public byte[] secret() {
    byte[] text = opened().canonical;
    byte[] secret = Arrays.copyOf(salt(), SALT_BYTES + text.length);
    System.arraycopy(text, 0, secret, SALT_BYTES, text.length);
    return secret;
  }

  /**
   * The salt, 16 bytes; as {@link #value}.
   *
   * @throws IllegalStateException if it was erased
   */
  public byte[] salt() {
    SaltedValue opened = opened();
    opened.value();
    return opened.salt.clone();
  }

  /**
   * The value; a sealed one is opened anew at each call.
   *
   * @throws IllegalStateException if it was erased
   * @throws coop.covm.storage.StorageException {@code EncryptionKey} if it is sealed and the key is
   *     not there; {@code StoreDamaged} if what is sealed is not what was
   */
  public Value value() {
    Value present = opened().value;
    if (present == null) {
      throw new IllegalStateException("the value of the digest %s was erased".formatted(digest));
    }
    return present;
  }

  /** The value's canonical JSON in UTF-8, not to be changed; empty if it was erased or sealed. */
  byte[] canonical() {
    return canonical;
  }

  /** How many bytes the value's canonical JSON has, sealed or not; 0 if it was erased. */
  public int byteSize() {
    return sealed == null ? canonical.length : sealed.byteSize();
  }

  /** SHA-256 of the salt followed by the value's canonical JSON in UTF-8. */
  public Digest digest() {
    return digest;
  }

  /** Equal digests: the same salt and the same canonical text, there, sealed or erased. */
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
    return isSealed() ? "(sealed)" : isErased() ? "(erased)" : value + " salted";
  }
}
