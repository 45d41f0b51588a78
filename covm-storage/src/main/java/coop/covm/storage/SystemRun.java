package coop.covm.storage;

import coop.covm.storage.log.CommitRecord;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A run of one of the store's own commands, which may change what lies under {@code system/}. Where
 * it commits more than once, its commits know their place in it. Used by one thread.
 */
final class SystemRun {
  private final Store store;
  private final RunLedger ledger;

  /**
   * @param ledger of whoever asked for it
   */
  SystemRun(Store store, RunLedger ledger) {
    this.store = store;
    this.ledger = ledger;
  }

  /**
   * Commits what a transaction is made to hold, at the newest revision.
   *
   * @return the revision; empty if nothing was to be changed
   */
  OptionalLong commit(Consumer<StorageTransaction> changes) {
    try (StorageTransaction transaction = store.beginSystem(ledger)) {
      changes.accept(transaction);
      Optional<CommitRecord> commit = transaction.commitRecord();
      commit.ifPresent(made -> ledger.committed(made.head()));
      return commit.isPresent() ? OptionalLong.of(commit.get().revision()) : OptionalLong.empty();
    }
  }
}
