package coop.covm.storage.log;

import java.util.List;
import java.util.function.Predicate;

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
    return seal(revision, timeMillis, previous, body, bodyDigest(body));
  }

  /**
   * As {@link #seal(long, long, Digest, CommitBody)}, with the digest of the body as it was made
   * before.
   *
   * @param bodyDigest what {@link #bodyDigest} gives for the body
   */
  public static CommitRecord seal(
      long revision, long timeMillis, Digest previous, CommitBody body, Digest bodyDigest) {
    if (revision < 1 || timeMillis < 0) {
      throw new IllegalArgumentException("revision %s, time %s".formatted(revision, timeMillis));
    }
    Digest digest = CommitText.envelopeDigest(revision, timeMillis, previous, bodyDigest, body);
    return new CommitRecord(revision, timeMillis, previous, body, bodyDigest, digest);
  }

  /** This commit without the values of the changes chosen; every digest stays. */
  public CommitRecord erased(Predicate<Change> chosen) {
    List<Change> changes =
        body.changes().stream()
            .map(change -> chosen.test(change) ? change.erased() : change)
            .toList();
    return new CommitRecord(revision, timeMillis, previous, body.with(changes), bodyDigest, digest);
  }

  /** SHA-256 of the body's canonical JSON. What increments came to has no part in it. */
  public static Digest bodyDigest(CommitBody body) {
    return CommitText.bodyDigest(body);
  }

  public Head head() {
    return new Head(revision, timeMillis, digest);
  }
}
