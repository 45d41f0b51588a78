package coop.covm.storage.copy;

/** Is told how far a copy has come; called often, by the thread that copies. */
@FunctionalInterface
public interface CopyListener {
  /** Wants to know nothing. */
  CopyListener NONE = (_, _, _) -> {};

  /** What is being done. */
  enum Stage {
    /** A backup is read through, before anything is written. */
    CHECKED,
    /** Commits are written. */
    COPIED,
    /** What was written is checked. */
    VERIFIED
  }

  /**
   * Something has come so far.
   *
   * @param revision the last that it was done with
   * @param of the last that it will be done with, as far as is known
   */
  void reached(Stage stage, long revision, long of);
}
