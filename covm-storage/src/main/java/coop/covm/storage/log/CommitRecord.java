package coop.covm.storage.log;

/**
 * One commit: the principal's body in the store's envelope.
 *
 * @param revision from 1, without holes
 * @param timeMillis milliseconds since 1970, not before the time of the commit before
 * @param previous the digest of the commit before, {@link Digest#NONE} for the first
 * @param bodyDigest SHA-256 of the body's canonical JSON, in which values stand as their digests
 * @param digest SHA-256 of the envelope's canonical JSON: revision, time, previous, body digest,
 *     digests of increment results
 */
public record CommitRecord(
    long revision,
    long timeMillis,
    Digest previous,
    CommitBody body,
    Digest bodyDigest,
    Digest digest) {

  /** Numbers, chains and digests a commit. */
  public static CommitRecord seal(
      long revision, long timeMillis, Digest previous, CommitBody body) {
    throw new UnsupportedOperationException("" + revision + timeMillis + previous + body);
  }

  public Head head() {
    return new Head(revision, timeMillis, digest);
  }
}
