package coop.covm.cli;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.StoreOptions;
import java.time.Duration;

/**
 * The store that a command was given.
 *
 * @param url as it was given
 * @param options how it is opened
 */
record StorePlace(String url, StoreOptions options) {
  /**
   * Opens the store. Where one of another kind lies, says how that is named.
   *
   * @throws coop.covm.storage.StorageException as {@link Store#open(String, OpenMode,
   *     StoreOptions)}
   */
  Store open(OpenMode mode) {
    try {
      return Store.open(url, mode, options);
    } catch (StorageException e) {
      if (e.code() == StorageError.STORE_FORMAT && e.facts().containsKey("url")) {
        throw otherKind(e);
      }
      throw e;
    }
  }

  private static StorageException otherKind(StorageException e) {
    return new StorageException(
        StorageError.STORE_FORMAT,
        "%s holds a store of another kind; open it with %s %s, or set %s to that URL"
            .formatted(
                e.facts().get("path"),
                StoreOption.STORE,
                e.facts().get("url"),
                StoreOption.VARIABLE),
        e.facts(),
        e);
  }

  /** A store in memory, where nothing is waited for. */
  static StorePlace memory() {
    return new StorePlace("memory:", StoreOptions.STANDARD);
  }

  /** The same store, waited for otherwise. */
  StorePlace withPatience(Duration patience) {
    return new StorePlace(url, options.withPatience(patience));
  }

  boolean isInMemory() {
    return url.startsWith("memory:");
  }
}
