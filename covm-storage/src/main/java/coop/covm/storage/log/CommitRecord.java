package coop.covm.storage.log;

/**
 * One commit: the principal's body in the store's envelope. {@link CommitJson} documents the texts
 * that the digests are taken over.
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

  /**
   * Numbers, chains and digests a commit.
   *
   * @throws IllegalArgumentException if the revision is less than 1 or the time before 1970
   */
  public static CommitRecord seal(
      long revision, long timeMillis, Digest previous, CommitBody body) {
    if (revision < 1 || timeMillis < 0) {
      throw new IllegalArgumentException("revision %s, time %s".formatted(revision, timeMillis));
    }
    Digest bodyDigest = CommitText.bodyDigest(body);
    Digest digest = CommitText.envelopeDigest(revision, timeMillis, previous, bodyDigest, body);
    return new CommitRecord(revision, timeMillis, previous, body, bodyDigest, digest);
  }

  public Head head() {
    return new Head(revision, timeMillis, digest);
  }
}
