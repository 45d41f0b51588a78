package coop.covm.storage.log;

import coop.covm.value.Value;

/**
 * A value with the random salt that its digest is taken over. The digest stands in the commit, salt
 * and value beside it: erasing both leaves every digest valid and nothing to guess the value from.
 *
 * @param salt 16 random bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by digest, never by equals
public record SaltedValue(byte[] salt, Value value) {
  public static final int SALT_BYTES = 16;

  /** SHA-256 of the salt followed by the value's canonical JSON in UTF-8. */
  public Digest digest() {
    return Digest.sha256(salt, CanonicalJson.utf8(value));
  }
}
