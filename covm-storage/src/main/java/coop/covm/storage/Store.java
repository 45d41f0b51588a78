package coop.covm.storage;

/**
 * A store: a log of commits, and what is derived from it. Safe for use by any number of threads;
 * each run takes a {@link Session} of its own.
 */
public final class Store implements AutoCloseable {
  Store() {}

  /**
   * Opens the store that the URL names ({@code memory:}, {@code file:DIR}).
   *
   * @throws StorageException {@code StoreUrl}, {@code StoreNotFound}, {@code StoreFormat}, {@code
   *     StoreDamaged}, {@code StoreFailed}, {@code StoreReadOnly} or {@code StoreBusy}
   */
  public static Store open(String url, OpenMode mode) {
    throw new UnsupportedOperationException(url + mode);
  }

  /**
   * A store that reads what this one holds now and keeps all its commits in memory: what is done
   * there never reaches this store. Closing it leaves this store open.
   */
  public Store overlay() {
    throw new UnsupportedOperationException();
  }

  public Session session(SessionOptions options) {
    throw new UnsupportedOperationException(options.toString());
  }

  /** The newest revision; 0 in a store without commits. */
  public long revision() {
    throw new UnsupportedOperationException();
  }

  /** Whether opening made the store anew. */
  public boolean created() {
    throw new UnsupportedOperationException();
  }

  /** Waits for commits under way. Closing twice is harmless. */
  @Override
  public void close() {}
}
