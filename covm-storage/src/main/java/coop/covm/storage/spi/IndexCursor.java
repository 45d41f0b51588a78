package coop.covm.storage.spi;

/** Walks index entries. Before the first {@link #next} it stands on none. For use by one thread. */
public interface IndexCursor extends AutoCloseable {
  /** Moves to the next entry; false at the end, and from then on. */
  boolean next();

  /** The key of the entry it stands on; the caller must not change it. */
  byte[] key();

  /** The value of the entry it stands on; the caller must not change it. */
  byte[] value();

  @Override
  void close();
}
