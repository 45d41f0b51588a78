package coop.covm.profile;

import java.util.Arrays;

/** How long functions ran, themselves and with what they called. */
final class CallTimes {
  private final long[] calls;
  private final long[] own;
  private final long[] total;

  /** How many calls of each function are open. */
  private final int[] open;

  /** The functions whose calls are open, outermost first. */
  private int[] functions = new int[16];

  /** How long each open call ran so far, with what it called and what that has ended. */
  private long[] nanos = new long[16];

  private int depth = -1;

  /** Begins in the main program, which is function 0. */
  CallTimes(int functions) {
    this.calls = new long[functions];
    this.own = new long[functions];
    this.total = new long[functions];
    this.open = new int[functions];
    enter(0);
  }

  /** Counts time of the innermost call. */
  void add(long elapsed) {
    own[functions[depth]] += elapsed;
    nanos[depth] += elapsed;
  }

  /** Goes where so many calls are open; one more than before enters the function. */
  void move(int openCalls, int function) {
    if (openCalls > depth) {
      enter(function);
    }
    while (openCalls < depth) {
      leave();
    }
  }

  private void enter(int function) {
    depth++;
    if (depth == functions.length) {
      functions = Arrays.copyOf(functions, depth * 2);
      nanos = Arrays.copyOf(nanos, depth * 2);
    }
    functions[depth] = function;
    nanos[depth] = 0;
    calls[function]++;
    open[function]++;
  }

  private void leave() {
    int function = functions[depth];
    long elapsed = nanos[depth];
    depth--;
    // A call inside one of the same function is part of its time already.
    if (--open[function] == 0) {
      total[function] += elapsed;
    }
    if (depth >= 0) {
      nanos[depth] += elapsed;
    }
  }

  /** Ends all calls; nothing is counted afterwards. */
  void end() {
    while (depth >= 0) {
      leave();
    }
  }

  long calls(int function) {
    return calls[function];
  }

  long own(int function) {
    return own[function];
  }

  long total(int function) {
    return total[function];
  }
}
