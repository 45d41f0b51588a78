package coop.covm.storage.log;

/**
 * The newest commit of a log.
 *
 * @param revision its number; 0 for a log without commits
 * @param timeMillis its time, milliseconds since 1970
 * @param digest the digest of its envelope, which the next commit names as its predecessor
 */
public record Head(long revision, long timeMillis, Digest digest) {
  public static final Head EMPTY = new Head(0, 0, Digest.NONE);
}
