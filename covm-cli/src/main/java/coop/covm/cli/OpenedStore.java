package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.ParseResult;

/** The store and the session of a command that changes keys itself. */
final class OpenedStore implements AutoCloseable {
  private final Store store;
  private final Session session;

  private OpenedStore(Store store, ParseResult arguments) {
    this.store = store;
    this.session = store.session(who(StoreOption.namespace(arguments)));
  }

  /** Who acts when a command works on the store as a whole. */
  static SessionOptions operator() {
    return who(Optional.empty());
  }

  private static SessionOptions who(Optional<KeyPrefix> namespace) {
    return new SessionOptions(
        Optional.empty(),
        namespace,
        RunStatement.direct(UUID.randomUUID(), Instant.now().getEpochSecond()));
  }

  /**
   * Opens a store to change it, and makes it if it is not there.
   *
   * @throws coop.covm.storage.StorageException as {@link Store#open}
   */
  static OpenedStore toWrite(ParseResult arguments, Terminal terminal) {
    return of(toWrite(StoreOption.place(arguments), terminal), arguments);
  }

  /**
   * Opens a store that must be there, to change it.
   *
   * @throws coop.covm.storage.StorageException as {@link Store#open}
   */
  static OpenedStore toChange(ParseResult arguments) {
    return of(existing(StoreOption.place(arguments), OpenMode.EXISTING), arguments);
  }

  /** Opens a store and makes it if it is not there, saying so. */
  static Store toWrite(StorePlace place, Terminal terminal) {
    Store store = place.open(OpenMode.CREATE);
    if (store.created() && !place.isInMemory()) {
      terminal.notes().line("covm: made the store " + place.url());
    }
    return store;
  }

  /**
   * Opens a store that must be there; where there is none, says how to get one.
   *
   * @throws StorageException as {@link Store#open}
   */
  static Store existing(StorePlace place, OpenMode mode) {
    try {
      return place.open(mode);
    } catch (StorageException e) {
      if (e.code() != StorageError.STORE_NOT_FOUND) {
        throw e;
      }
      throw new StorageException(
          StorageError.STORE_NOT_FOUND,
          "there is no store at %s; covm run or covm storage put makes one, --store names another"
              .formatted(place.url()),
          Map.of("store", place.url()),
          e);
    }
  }

  private static OpenedStore of(Store store, ParseResult arguments) {
    try {
      return new OpenedStore(store, arguments);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  Session session() {
    return session;
  }

  @Override
  public void close() {
    session.close();
    store.close();
  }
}
