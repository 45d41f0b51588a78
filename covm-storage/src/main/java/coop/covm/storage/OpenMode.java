package coop.covm.storage;

/** What opening a store may do to its place. */
public enum OpenMode {
  /** Make the store if it is not there; read and write. */
  CREATE,
  /** The store must be there; read and write. */
  EXISTING,
  /** The store must be there; nothing is written, not even a repair. */
  READ_ONLY
}
