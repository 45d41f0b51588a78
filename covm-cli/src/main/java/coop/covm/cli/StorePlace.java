package coop.covm.cli;

import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import coop.covm.storage.StoreOptions;

/**
 * The store that a command was given.
 *
 * @param url as it was given
 * @param options how it is opened
 */
record StorePlace(String url, StoreOptions options) {
  /**
   * Opens the store.
   *
   * @throws coop.covm.storage.StorageException as {@link Store#open(String, OpenMode,
   *     StoreOptions)}
   */
  Store open(OpenMode mode) {
    return Store.open(url, mode, options);
  }

  /** A store in memory, where nothing is waited for. */
  static StorePlace memory() {
    return new StorePlace("memory:", StoreOptions.STANDARD);
  }

  boolean isInMemory() {
    return url.startsWith("memory:");
  }
}
