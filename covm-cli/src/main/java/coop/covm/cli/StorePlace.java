package coop.covm.cli;

import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import java.time.Duration;

/**
 * The store that a command was given.
 *
 * @param url as it was given
 * @param patience how long to wait for another process that holds it
 */
record StorePlace(String url, Duration patience) {
  /**
   * Opens the store.
   *
   * @throws coop.covm.storage.StorageException as {@link Store#open(String, OpenMode, Duration)}
   */
  Store open(OpenMode mode) {
    return Store.open(url, mode, patience);
  }

  /** A store in memory, where nothing is waited for. */
  static StorePlace memory() {
    return new StorePlace("memory:", Duration.ZERO);
  }

  boolean isInMemory() {
    return url.startsWith("memory:");
  }
}
