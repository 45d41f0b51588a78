package coop.covm.engine;

import java.util.Arrays;

/**
 * The calls that are open below the current frame, outermost first: which function called, where it
 * goes on, and where its frame begins in the arrays of the {@link Machine}.
 */
final class CallFrames {
  private static final int WORDS = 3;

  private int[] words = new int[16 * WORDS];
  private int depth;

  /** How many calls are open. */
  int depth() {
    return depth;
  }

  void push(int function, int next, int base) {
    int place = depth * WORDS;
    if (place == words.length) {
      words = Arrays.copyOf(words, words.length * 2);
    }
    words[place] = function;
    words[place + 1] = next;
    words[place + 2] = base;
    depth++;
  }

  void pop() {
    depth--;
  }

  /** The function that made the call at this level, 0 for the outermost. */
  int function(int level) {
    return words[level * WORDS];
  }

  /** The offset behind that call. */
  int next(int level) {
    return words[level * WORDS + 1];
  }

  /** Where the frame that made the call begins. */
  int base(int level) {
    return words[level * WORDS + 2];
  }
}
