package coop.covm.bytecode;

import java.util.Arrays;

/** A sequence of words that grows as they are added. */
final class IntSequence {
  private int[] words;
  private int size;

  IntSequence(int expected) {
    words = new int[Math.max(8, expected)];
  }

  void add(int word) {
    if (size == words.length) {
      words = Arrays.copyOf(words, size * 2);
    }
    words[size++] = word;
  }

  int size() {
    return size;
  }

  int[] toArray() {
    return Arrays.copyOf(words, size);
  }
}
