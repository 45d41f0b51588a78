package coop.covm.storage.log;

import coop.covm.storage.identity.Signature;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * One commit: the principal's body in the store's envelope. {@link CommitJson} documents the texts
 * that the digests are taken over.
 *
 * @param digest SHA-256 of the envelope's canonical JSON: revision, time, previous, body digest and
 *     signature, digests of increment results, uses
 * @param headSignature the store's own, of this digest, where it signed this commit as its newest
 * @param programText the text that has the digest {@code body.run().program()}, in the first commit
 *     of a program, so that the program can be run again
 */
public record CommitRecord(
    Envelope envelope,
    CommitBody body,
    Digest digest,
    Optional<Signature> headSignature,
    Optional<String> programText) {

  /**
   * Numbers, chains and digests a commit that nobody signs.
   *
   * @throws IllegalArgumentException if the revision is less than 1 or the time before 1970
   */
  public static CommitRecord seal(
      long revision, long timeMillis, Digest previous, CommitBody body) {
    return seal(
        new Envelope(revision, timeMillis, previous, bodyDigest(body), Optional.empty(), List.of()),
        body);
  }

  /**
   * Digests a commit.
   *
   * @param envelope names the body by its digest
   */
  public static CommitRecord seal(Envelope envelope, CommitBody body) {
    return new CommitRecord(
        envelope,
        body,
        CommitText.envelopeDigest(envelope, body),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * A commit that was read, with what no digest covers.
   *
   * @throws MalformedRecordException if the text is not that of the program that the body names
   */
  static CommitRecord checked(
      CommitRecord record, Optional<Signature> head, Optional<String> programText)
      throws MalformedRecordException {
    if (programText.isPresent()
        && !record.body().run().program().equals(programText.map(RunRecord::programDigest))) {
      throw new MalformedRecordException("the text is not that of the program that it names");
    }
    return new CommitRecord(record.envelope(), record.body(), record.digest(), head, programText);
  }

  public long revision() {
    return envelope.revision();
  }

  /** Milliseconds since 1970. */
  public long timeMillis() {
    return envelope.timeMillis();
  }

  /** The digest of the commit before. */
  public Digest previous() {
    return envelope.previous();
  }

  public Digest bodyDigest() {
    return envelope.body();
  }

  /** This commit with the text of its program. */
  public CommitRecord withProgram(String text) {
    return new CommitRecord(envelope, body, digest, headSignature, Optional.of(text));
  }

  /** This commit with the store's signature as its newest. */
  public CommitRecord withHeadSignature(Signature signature) {
    return new CommitRecord(envelope, body, digest, Optional.of(signature), programText);
  }

  /** This commit with other values of the same digests, or without. */
  public CommitRecord withValues(CommitBody other) {
    return new CommitRecord(envelope, other, digest, headSignature, programText);
  }

  /** This commit with what a function makes of its values; every digest stays. */
  public CommitRecord mapValues(BiFunction<ValuePlace, SaltedValue, SaltedValue> function) {
    return withValues(body.mapValues(revision(), function));
  }

  /** This commit without the values of the changes chosen; every digest stays. */
  public CommitRecord erased(Predicate<Change> chosen) {
    return withValues(
        body.with(
            body.changes().stream()
                .map(change -> chosen.test(change) ? change.erased() : change)
                .toList()));
  }

  /** SHA-256 of the body's canonical JSON. What increments came to has no part in it. */
  public static Digest bodyDigest(CommitBody body) {
    return Digest.sha256(body.text());
  }

  public Head head() {
    return new Head(revision(), timeMillis(), digest);
  }
}
