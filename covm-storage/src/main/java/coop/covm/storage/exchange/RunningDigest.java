package coop.covm.storage.exchange;

import coop.covm.storage.log.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of bytes that come one after the other. For use by one thread. */
final class RunningDigest {
  private final MessageDigest sha256;

  RunningDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  void add(byte[] bytes) {
    sha256.update(bytes);
  }

  /** The digest of all that came; begins anew. */
  Digest end() {
    return Digest.of(sha256.digest());
  }
}
