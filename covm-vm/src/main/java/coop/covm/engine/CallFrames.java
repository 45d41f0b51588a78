package coop.covm.engine;

import java.util.Arrays;

/**
 * The calls that are open below the current frame, outermost first: which function called, where it
 * goes on, and where its frame begins in the arrays of the {@link Machine}.
 *
 * <p>{@link FusedLoop} keeps these fields in locals while it runs.
 */
final class CallFrames {
  // The words of a call.
  static final int FUNCTION = 0;
  static final int NEXT = 1;
  static final int BASE = 2;
  static final int WORDS = 3;

  int[] words = new int[16 * WORDS];
  int depth;

  /** How many calls are open. */
  int depth() {
    return depth;
  }

  void push(int function, int next, int base) {
    int place = depth * WORDS;
    if (place == words.length) {
      words = Arrays.copyOf(words, words.length * 2);
    }
    words[place + FUNCTION] = function;
    words[place + NEXT] = next;
    words[place + BASE] = base;
    depth++;
  }

  void pop() {
    depth--;
  }

  /** The function that made the call at this level, 0 for the outermost. */
  int function(int level) {
    return words[level * WORDS + FUNCTION];
  }

  /** The offset behind that call. */
  int next(int level) {
    return words[level * WORDS + NEXT];
  }

  /** Where the frame that made the call begins. */
  int base(int level) {
    return words[level * WORDS + BASE];
  }
}
