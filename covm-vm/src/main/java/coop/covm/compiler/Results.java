package coop.covm.compiler;

import coop.covm.syntax.Span;
import java.util.Arrays;
import java.util.List;

/** How many values each function returns, as far as it is known. */
final class Results {
  private static final int OPEN = -1;
  private static final int FAULTY = -2;

  private final int[] counts;
  private final Span[] fixedAt;

  /** Knows what functions state. */
  Results(List<FunctionBody> functions) {
    counts = new int[functions.size()];
    fixedAt = new Span[counts.length];
    Arrays.fill(counts, OPEN);
    for (FunctionBody function : functions) {
      fixedAt[function.index()] = function.place();
      function.statedResults().ifPresent(count -> counts[function.index()] = count);
    }
  }

  boolean isKnown(int function) {
    return counts[function] >= 0;
  }

  /** Whether it may still become known. */
  boolean isOpen(int function) {
    return counts[function] == OPEN;
  }

  /** The number, of a function for which it is known. */
  int count(int function) {
    if (!isKnown(function)) {
      throw new IllegalStateException("the results of function " + function + " are not known");
    }
    return counts[function];
  }

  /** The path that fixed the number, or the function's header. */
  Span fixedAt(int function) {
    return fixedAt[function];
  }

  void fix(int function, int count, Span place) {
    counts[function] = count;
    fixedAt[function] = place;
  }

  /** Gives up: a fault was reported that keeps the number from being known. */
  void giveUp(int function) {
    counts[function] = FAULTY;
  }
}
