package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.Store;
import picocli.CommandLine.ParseResult;

/** The store and the session of a command that changes keys itself. */
final class OpenedStore implements AutoCloseable {
  private final Store store;
  private final Session session;

  private OpenedStore(Store store, SessionOptions options) {
    this.store = store;
    this.session = store.session(options);
  }

  /**
   * Opens a store to change it, and makes it if it is not there.
   *
   * @throws coop.covm.storage.StorageException as {@link Store#open}; {@code AccessDenied} if the
   *     caller is not who it says
   */
  static OpenedStore toWrite(ParseResult arguments, Terminal terminal) {
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    SessionOptions options = visit.acting(StoreOption.namespace(arguments));
    return of(visit.place().made(terminal), options);
  }

  /**
   * Opens a store that must be there, to change it.
   *
   * @throws coop.covm.storage.StorageException as {@link #toWrite}
   */
  static OpenedStore toChange(ParseResult arguments, Terminal terminal) {
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    SessionOptions options = visit.acting(StoreOption.namespace(arguments));
    return of(visit.toChange(), options);
  }

  private static OpenedStore of(Store store, SessionOptions options) {
    try {
      return new OpenedStore(store, options);
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
