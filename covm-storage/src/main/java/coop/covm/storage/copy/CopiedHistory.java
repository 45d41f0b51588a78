package coop.covm.storage.copy;

import coop.covm.storage.Caller;
import coop.covm.storage.Key;
import coop.covm.storage.Store;
import coop.covm.storage.StoreCopies;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.BackendSnapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The history of a store as of one moment, as it is copied: sealed values sealed, and without what
 * was erased, also where an erasure was interrupted or is under way. Others go on committing. For
 * use by one thread.
 */
final class CopiedHistory implements AutoCloseable {
  private final StoreCopies copies;
  private final BackendSnapshot snapshot;
  private final Map<Key, Long> erasures;

  /** The runs that changed a key which was erased after; their parameters go with it. */
  private final Set<UUID> runs = new HashSet<>();

  private CopiedHistory(StoreCopies copies, BackendSnapshot snapshot) {
    this.copies = copies;
    this.snapshot = snapshot;
    this.erasures = StoreCopies.erasures(snapshot);
  }

  /**
   * The history as of now.
   *
   * @throws coop.covm.storage.StorageException as {@link StoreCopies#history}
   */
  static CopiedHistory of(Store store, Caller caller) {
    StoreCopies copies = store.copies();
    return new CopiedHistory(copies, copies.history(caller));
  }

  Head head() {
    return snapshot.head();
  }

  /** The digest of the first commit; {@link Digest#NONE} if there is none. */
  Digest first() {
    return head().revision() == 0 ? Digest.NONE : snapshot.commit(1).digest();
  }

  /** The commit of a revision, from 0, as a head. */
  Head head(long revision) {
    return revision == 0 ? Head.EMPTY : snapshot.commit(revision).head();
  }

  /** The commit of a revision as it is copied. */
  CommitRecord commit(long revision) {
    CommitRecord commit = snapshot.commit(revision);
    return erasures.isEmpty() ? commit : withoutErased(commit);
  }

  private CommitRecord withoutErased(CommitRecord commit) {
    UUID run = commit.body().run().runId();
    if (commit.body().changes().stream().anyMatch(change -> isErased(change, commit))) {
      runs.add(run);
    }
    CommitRecord left = commit.erased(change -> isErased(change, commit));
    return runs.contains(run) ? left.withValues(left.body().withoutParameters()) : left;
  }

  private boolean isErased(Change change, CommitRecord commit) {
    return commit.revision() <= erasures.getOrDefault(change.key(), 0L);
  }

  /** The newest revision that says that a key was erased; 0 if none does. */
  long erased() {
    return erasures.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** The newest revision that changed with which keys values are encrypted; 0 if none did. */
  long rekeyed() {
    return StoreCopies.rekeyed(snapshot);
  }

  /** The name of the private key that the store signs with. */
  Optional<String> signingKey() {
    return StoreCopies.signingKey(snapshot);
  }

  List<String> masterKeys() {
    return StoreCopies.masterKeys(snapshot);
  }

  /**
   * Lets through if nobody has begun meanwhile to encrypt with other keys, with which parts of what
   * was copied might be encrypted already.
   *
   * @throws CopyException {@code CopyDisturbed}
   */
  void requireUndisturbed() {
    try (BackendSnapshot now = copies.newest()) {
      long rekeyed = StoreCopies.rekeyed(now);
      if (rekeyed > head().revision()) {
        throw new CopyException(
            CopyError.COPY_DISTURBED,
            "while the history was copied, revision %s changed the keys that encrypt it; copy it again when covm storage encrypt or rotate has ended"
                .formatted(rekeyed),
            Map.of("revision", Long.toString(rekeyed)),
            null);
      }
    }
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
