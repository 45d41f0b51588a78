package coop.covm.storage.log;

import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value and its salt, encrypted for the one place where they stand. The bytes are a ciphertext of
 * Google Tink's AES-256-GCM with its prefix:
 *
 * <pre>
 * 1   1
 * 4   id of the data key, most significant byte first
 * 12  nonce
 * n   ciphertext: 16 bytes of salt, the value's canonical JSON
 * 16  tag
 * </pre>
 *
 * <p>Authenticated with it is {@link ValuePlace#text} of the place.
 */
public final class SealedValue {
  /** How many bytes more than the value's canonical JSON a sealed value has. */
  public static final int OVERHEAD_BYTES = 1 + 4 + 12 + SaltedValue.SALT_BYTES + 16;

  private static final int KEY_ID_AT = 1;

  private final byte[] bytes;
  private final @Nullable Opening opening;

  /** Gives what was sealed. */
  @FunctionalInterface
  public interface Opening {
    /**
     * @throws StorageException {@code EncryptionKey}, {@code StoreDamaged}
     */
    byte[] open(SealedValue sealed);
  }

  /**
   * @throws IllegalArgumentException if that is too short
   */
  public SealedValue(byte[] bytes) {
    this(bytes, null);
  }

  private SealedValue(byte[] bytes, @Nullable Opening opening) {
    if (bytes.length < OVERHEAD_BYTES) {
      throw new IllegalArgumentException("a sealed value has %s bytes".formatted(bytes.length));
    }
    this.bytes = bytes.clone();
    this.opening = opening;
  }

  /** The same, which can be opened. */
  public SealedValue openedBy(Opening by) {
    return new SealedValue(bytes, by);
  }

  /** The ciphertext. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The id of the data key. */
  public int keyId() {
    int id = 0;
    for (int i = KEY_ID_AT; i < KEY_ID_AT + Integer.BYTES; i++) {
      id = (id << Byte.SIZE) | (bytes[i] & 0xff);
    }
    return id;
  }

  /** How many bytes the canonical JSON of the value has. */
  int byteSize() {
    return bytes.length - OVERHEAD_BYTES;
  }

  SaltedValue open(Digest digest) {
    Opening by = opening;
    if (by == null) {
      throw new IllegalStateException("nothing opens the value of the digest " + digest);
    }
    try {
      return SaltedValue.opened(digest, by.open(this));
    } catch (MalformedRecordException e) {
      throw new StorageException(
          StorageError.STORE_DAMAGED,
          "the encrypted value of the digest %s: %s".formatted(digest, e.getMessage()),
          Map.of("digest", digest.toString()),
          e);
    }
  }
}
