package coop.covm.storage.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The newest commit of a log.
 *
 * @param revision its number; 0 for a log without commits
 * @param timeMillis its time, milliseconds since 1970
 * @param digest the digest of its envelope, which the next commit names as its predecessor
 */
public record Head(long revision, long timeMillis, Digest digest) {
  public static final Head EMPTY = new Head(0, 0, Digest.NONE);

  /**
   * What a store signs of its newest commit: the words {@code covm head/1}, the revision and the
   * digest, with one space between, in ASCII.
   */
  public byte[] statement() {
    return "covm head/1 %s %s".formatted(revision, digest).getBytes(US_ASCII);
  }
}
