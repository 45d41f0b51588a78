package coop.covm.storage;

/**
 * Walks keys in the order of their UTF-8 bytes, a page at a time or all of them, without holding
 * them all. Before the first {@link #next} it stands on none. For use by one thread, while what it
 * was made from is open.
 */
public interface KeyCursor extends AutoCloseable {
  /** Moves to the next key; false at the end, and from then on. */
  boolean next();

  /**
   * The key it stands on.
   *
   * @throws IllegalStateException if it stands on none
   */
  Key key();

  /** Closing twice is harmless. */
  @Override
  void close();
}
