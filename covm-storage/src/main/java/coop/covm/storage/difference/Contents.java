package coop.covm.storage.difference;

import coop.covm.storage.Key;
import coop.covm.storage.KeyCursor;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.value.Value;
import java.util.Optional;

/**
 * One side of a comparison: keys and values that do not change while they are compared. What is
 * behind it throws its own exceptions, such as {@code AccessDenied} for a key that may be listed
 * and not read, or {@code RevisionCompacted} for one whose value is gone.
 */
public interface Contents {
  /** The keys below the prefix that have a value, by their UTF-8 bytes; close it after use. */
  KeyCursor keys(KeyPrefix prefix);

  /** The value of the key; empty if it has none. */
  Optional<Value> get(Key key);

  /**
   * Whether the other is known to hold the same for a key that both have, so that neither value has
   * to be read.
   */
  default boolean isKnownSame(Key key, Contents other) {
    return false;
  }

  /**
   * What a store held as of a revision. The view stays the caller's, who closes it.
   *
   * @param store of two views of the same store, what has not changed in between is not read
   */
  static Contents of(StoreView view, Store store) {
    return new StoreContents(view, Optional.of(store));
  }

  /** What a store held as of a revision. The view stays the caller's, who closes it. */
  static Contents of(StoreView view) {
    return new StoreContents(view, Optional.empty());
  }

  /**
   * What a transaction reads, with its own changes. What is compared counts as read by it. The
   * transaction stays the caller's.
   */
  static Contents of(StorageTransaction transaction) {
    return new Contents() {
      @Override
      public KeyCursor keys(KeyPrefix prefix) {
        return transaction.keys(prefix, Optional.empty());
      }

      @Override
      public Optional<Value> get(Key key) {
        return transaction.get(key);
      }
    };
  }
}
