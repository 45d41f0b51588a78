package coop.covm.storage;

import coop.covm.storage.log.SaltedValue;
import java.security.SecureRandom;
import java.util.Arrays;

/** Random salts; taken from the generator in blocks, since each call to it has a price. */
final class Salts {
  private static final int BLOCK_BYTES = 256 * SaltedValue.SALT_BYTES;

  private final SecureRandom random = new SecureRandom();
  private final byte[] block = new byte[BLOCK_BYTES];
  private int used = BLOCK_BYTES;

  /** 16 bytes that were never given before. */
  synchronized byte[] next() {
    if (used == BLOCK_BYTES) {
      random.nextBytes(block);
      used = 0;
    }
    byte[] salt = Arrays.copyOfRange(block, used, used + SaltedValue.SALT_BYTES);
    // What has been given out is not kept: erasing a salt elsewhere erases it.
    Arrays.fill(block, used, used + SaltedValue.SALT_BYTES, (byte) 0);
    used += SaltedValue.SALT_BYTES;
    return salt;
  }
}
