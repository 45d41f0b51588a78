package coop.covm.storage.log;

import coop.covm.storage.identity.Signature;
import java.util.List;
import java.util.Optional;

/**
 * The store's part of a commit, but for what increments came to, which stands with them in the
 * body's changes.
 *
 * @param revision from 1, without holes
 * @param timeMillis milliseconds since 1970, not before the time of the commit before
 * @param previous the digest of the commit before, {@link Digest#NONE} for the first
 * @param body SHA-256 of the body's canonical JSON, in which values stand as their digests
 * @param signature the principal's, of the {@link CommitBody#statement} of the body, in a secured
 *     store
 * @param uses what the namespaces with a quota take from now on, of those whose use this commit
 *     changes or states first, ordered by namespace
 */
public record Envelope(
    long revision,
    long timeMillis,
    Digest previous,
    Digest body,
    Optional<Signature> signature,
    List<NamespaceUse> uses) {
  /**
   * @throws IllegalArgumentException if the revision is less than 1 or the time before 1970
   */
  public Envelope {
    if (revision < 1 || timeMillis < 0) {
      throw new IllegalArgumentException("revision %s, time %s".formatted(revision, timeMillis));
    }
    uses = List.copyOf(uses);
  }
}
