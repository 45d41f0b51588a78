package coop.covm.storage;

/** When a commit counts as done. */
public enum Durability {
  /** When it lies on the disk: what was acknowledged survives a power loss. */
  SYNC,

  /**
   * When the operating system has it: it survives the end of the process, however that ends. A
   * power loss or a crash of the system may take the newest commits away, never one without all
   * that came after it, and never a part of one. Everything is on the disk when the store has been
   * closed.
   */
  BUFFERED
}
