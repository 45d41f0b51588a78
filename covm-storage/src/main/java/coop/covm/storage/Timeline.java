package coop.covm.storage;

import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a session moves along: the store as it goes on, or a part of its history that is gone
 * through again.
 */
interface Timeline {
  /** The view that the session moves to now. */
  StoreView newest(Caller caller);

  /** A view that the session was moved to before, opened again. */
  StoreView at(Caller caller, long revision);

  /** The newest commit. */
  Head head();

  /** Holds others back for a moment; empty if that has no meaning. */
  Optional<FairTurn> takeTurn();

  void endTurn(FairTurn turn);

  /**
   * Refuses a change that no program may make.
   *
   * @throws StorageException {@code StoreReadOnly}, {@code SystemKey}
   */
  void checkMayChange(Key key);

  /**
   * Commits changes made upon what was read as of a revision.
   *
   * @return the commit, or empty if there was nothing to change
   */
  Optional<CommitRecord> commit(
      CommitRequest.Author author,
      RunLedger ledger,
      long since,
      ReadSet reads,
      WriteSet writes,
      @Nullable FairTurn turn);
}
