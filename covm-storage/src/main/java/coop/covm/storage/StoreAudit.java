package coop.covm.storage;

import coop.covm.storage.access.Action;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.spi.BackendSnapshot;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * Proves what a store's history says: who changed what, by which program, and that nobody has
 * touched it since. Changes nothing. Safe for use by any number of threads.
 */
public final class StoreAudit {
  private final Store store;

  StoreAudit(Store store) {
    this.store = store;
  }

  /**
   * The newest head, to be written down where nobody can reach it who can reach the store, and
   * given to {@link #verify} later.
   *
   * @throws StorageException {@code RevisionNotFound} if there is no commit yet
   */
  public HeadStatement head() {
    try (StoreView view = store.ownView()) {
      if (view.revision() == 0) {
        throw new StorageException(
            StorageError.REVISION_NOT_FOUND, "the store has no commits yet, so it has no head");
      }
      CommitRecord newest = view.commit(view.revision());
      return new HeadStatement(newest.head(), newest.headSignature());
    }
  }

  /**
   * Checks digests, chain, signatures, the rules of the time, quotas, and the derived state, from
   * the first commit on. Reads and commits go on meanwhile; what is committed meanwhile is not
   * looked at.
   *
   * @param from a head that was written down earlier, which the store must still have
   * @param progress told the revision that was checked, in order
   * @throws StorageException {@code AccessDenied} if the caller may not read the whole store
   * @throws InterruptedException if the thread is interrupted
   */
  public VerificationReport verify(
      Caller caller, Optional<HeadStatement> from, LongConsumer progress)
      throws InterruptedException {
    try (StoreView view = store.view(caller)) {
      view.guard().checkEverywhere(Action.READ, "the store as a whole");
    }
    try (BackendSnapshot snapshot = store.backend().snapshot()) {
      return new Verification(snapshot).run(from, progress);
    }
  }

  /**
   * The text of a program that made commits here.
   *
   * @return empty if none of them is of this program, or the caller may not read what its first
   *     commit changed
   */
  public Optional<String> program(Caller caller, Digest program) {
    try (StoreView view = store.view(caller)) {
      OptionalLong first = view.programRevision(program);
      return first.isEmpty()
          ? Optional.empty()
          : view.visibleCommit(first.getAsLong()).flatMap(CommitRecord::programText);
    }
  }
}
