package coop.covm.cli.repl;

import java.util.List;

/**
 * What could stand in place of the word before the cursor.
 *
 * @param start where that word begins in the text
 * @param words what could stand there, each whole, in the order in which they are offered
 */
record Completion(int start, List<String> words) {
  Completion {
    words = List.copyOf(words);
  }

  /** Only the words that go on with what is typed, in upper or lower case. */
  static Completion of(String text, int start, List<String> words) {
    String typed = text.substring(start);
    return new Completion(
        start,
        words.stream()
            .filter(word -> word.regionMatches(true, 0, typed, 0, typed.length()))
            .distinct()
            .toList());
  }
}
