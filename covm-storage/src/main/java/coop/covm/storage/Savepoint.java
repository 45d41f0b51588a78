package coop.covm.storage;

import java.util.NavigableMap;

/**
 * What a transaction had changed at one moment. Immutable, and good for as long as the transaction
 * is open; later it says nothing any more.
 */
public final class Savepoint {
  private final StorageTransaction transaction;
  private final NavigableMap<Key, PendingChange> changes;

  /**
   * @param changes unmodifiable
   */
  Savepoint(StorageTransaction transaction, NavigableMap<Key, PendingChange> changes) {
    this.transaction = transaction;
    this.changes = changes;
  }

  /** Whether it is one of this transaction. */
  boolean isOf(StorageTransaction other) {
    return transaction == other;
  }

  /** What the transaction would have done to which keys if it had committed then. */
  public NavigableMap<Key, PendingChange> changes() {
    return changes;
  }
}
