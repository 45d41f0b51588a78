package coop.covm.storage.exchange;

import coop.covm.storage.Caller;
import coop.covm.storage.ImportMark;
import coop.covm.storage.ImportTransaction;
import coop.covm.storage.RunStatement;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.log.Digest;
import coop.covm.value.Value;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Commits parts of an import, each together with the mark of how far it has come.
 *
 * @param caller who imports
 * @param source the digest of all that is imported
 */
record ImportParts(Store store, Caller caller, Digest source) {
  /** How often a part is tried that meets commits of others. */
  private static final int MOST_TRIES = 10;

  /** Makes the changes of a part. */
  interface Part {
    /** May be called again with another transaction, after a conflict. */
    void apply(ImportTransaction transaction);
  }

  /**
   * @param facts what the commit states as parameters of its run
   * @param mark how far the import has come with this; empty to say nothing
   * @return the revision; empty if nothing was changed
   * @throws StorageException as of a commit; {@code TransactionConflict} if others were quicker ten
   *     times
   */
  OptionalLong commit(Map<String, Value> facts, Optional<ImportMark> mark, Part part) {
    for (int left = MOST_TRIES; ; left--) {
      try (ImportTransaction transaction = store.imports().begin(stating(facts))) {
        part.apply(transaction);
        mark.ifPresent(reached -> transaction.mark(source, reached));
        return transaction.commit();
      } catch (StorageException e) {
        if (e.code() != StorageError.TRANSACTION_CONFLICT || left == 1) {
          throw e;
        }
      }
    }
  }

  private SessionOptions stating(Map<String, Value> facts) {
    return new SessionOptions(
        caller,
        Optional.empty(),
        new RunStatement(
            Optional.empty(), facts, UUID.randomUUID(), Instant.now().getEpochSecond(), Map.of()));
  }
}
