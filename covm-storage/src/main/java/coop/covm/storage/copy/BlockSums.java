package coop.covm.storage.copy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import coop.covm.storage.log.Digest;

/**
 * The sums of a part's blocks, each taken over the one before: so no block can be changed, left
 * out, repeated or put elsewhere without its sum, or one behind it, telling.
 */
final class BlockSums {
  /** What a part begins with. */
  static final String MAGIC = "covm backup/1\n";

  private Digest last = Digest.sha256(MAGIC.getBytes(US_ASCII));

  /** The sum of the last block; at the end of a part the id of the part. */
  Digest last() {
    return last;
  }

  /**
   * The sum of the next block.
   *
   * @param head type and length, as they stand
   */
  Digest next(byte[] head, byte[] content) {
    last = Digest.sha256(last.bytes(), head, content);
    return last;
  }
}
