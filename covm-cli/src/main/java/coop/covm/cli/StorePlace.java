package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.StoreCopies;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.spi.StorageBackend;
import java.time.Duration;
import java.util.Map;

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

  /**
   * Opens what a whole history is copied into, and makes it if it is not there.
   *
   * @throws coop.covm.storage.StorageException as {@link Store#open(String, OpenMode,
   *     StoreOptions)}
   */
  StorageBackend target() {
    return StoreCopies.open(url, options);
  }

  /**
   * Opens the store and makes it if it is not there, saying so.
   *
   * @throws StorageException as {@link Store#open(String, OpenMode, StoreOptions)}
   */
  Store made(Terminal terminal) {
    Store store = open(OpenMode.CREATE);
    if (store.created() && !isInMemory()) {
      terminal.notes().line("covm: made the store " + url);
    }
    return store;
  }

  /**
   * Opens a store that must be there; where there is none, says how to get one.
   *
   * @throws StorageException as {@link Store#open(String, OpenMode, StoreOptions)}
   */
  Store existing(OpenMode mode) {
    try {
      return open(mode);
    } catch (StorageException e) {
      if (e.code() != StorageError.STORE_NOT_FOUND) {
        throw e;
      }
      throw new StorageException(
          StorageError.STORE_NOT_FOUND,
          "there is no store at %s; covm run or covm storage put makes one, --store names another"
              .formatted(url),
          Map.of("store", url),
          e);
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
