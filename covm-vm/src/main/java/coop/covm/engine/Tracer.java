package coop.covm.engine;

/**
 * Watches a run instruction by instruction. Watching changes neither what a run does nor its fuel,
 * only its time. Called by the thread that runs the program; what a tracer throws ends the run as a
 * fault.
 */
public interface Tracer {
  /** Called before each instruction; the point is where it stands. */
  void before(TracePoint point);

  /**
   * Called after each instruction, unless it ended the run by an error; the point is where the run
   * goes on.
   */
  default void after(TracePoint point) {}

  /**
   * Called when an atomic run has come to the end of its program and its transaction is over. After
   * an error of that commit it is not called. The point has no instruction, unless the program
   * begins again.
   *
   * @param committed if not, it met a conflict, and the program begins again
   */
  default void afterAtomic(TracePoint point, boolean committed) {}

  /** Called when the run has ended, by an error too. */
  default void ended(Outcome outcome) {}

  /**
   * Asked before each instruction. Once nobody watches, the run goes on unwatched and at full speed
   * to its end.
   */
  default boolean isWatching() {
    return true;
  }
}
