package coop.covm.compiler;

import coop.covm.syntax.Span;

/**
 * Tells a walk through the statements of one function where the parser found faults. What the
 * parser could not read is not in the tree, so behind a fault the height of the stack is not known.
 */
final class FaultCursor {
  private final int[] offsets;
  private int next;

  /**
   * @param offsets where the faults of the function begin, ascending
   */
  FaultCursor(int[] offsets) {
    this.offsets = offsets.clone();
  }

  /** Whether there are faults before a place that were not asked for yet. */
  boolean passed(int offset) {
    int before = next;
    while (next < offsets.length && offsets[next] < offset) {
      next++;
    }
    return next > before;
  }

  /** Whether all faults were asked for. */
  boolean isOver() {
    return next == offsets.length;
  }

  /** Like {@link #passed} up to and with the end of a place. */
  boolean passedEnd(Span span) {
    return passed(span.end() == Integer.MAX_VALUE ? span.end() : span.end() + 1);
  }
}
