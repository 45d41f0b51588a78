package coop.covm.engine;

/**
 * Where a run's output goes, already in its final order: what is emitted inside a transaction
 * arrives when the transaction has committed, once; what was rolled back arrives as such. Called by
 * the thread that runs the program.
 */
public interface Output {
  /** A line that the program emitted, without its line end. */
  void emit(String text);

  /** An event that the program reported. */
  void event(String category, String message);

  /**
   * A line that the program emitted inside a transaction that was rolled back. Attempts that run
   * again are not told.
   */
  void rolledBack(String text);

  /** An event that the program reported inside a transaction that was rolled back. */
  void rolledBackEvent(String category, String message);

  /** Lines of a {@code dumpstack}, {@code dumpmemory} or {@code dumpstate}, told at once. */
  void dump(String text);
}
