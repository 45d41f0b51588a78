package coop.covm.storage.tck.history;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The keys that the workers use: few, so that they meet.
 *
 * @param all a prefix above all of them
 * @param prefixes each has texts and counters below it
 * @param texts keys that hold strings
 * @param counters keys that hold numbers
 */
record Keyspace(KeyPrefix all, List<KeyPrefix> prefixes, List<Key> texts, List<Key> counters) {
  /**
   * @param prefixes how many prefixes
   * @param keys how many texts, and how many counters, below each
   */
  static Keyspace of(int prefixes, int keys) {
    List<KeyPrefix> above = new ArrayList<>();
    List<Key> texts = new ArrayList<>();
    List<Key> counters = new ArrayList<>();
    for (int i = 0; i < prefixes; i++) {
      KeyPrefix prefix = KeyPrefix.parse("org/group" + i);
      above.add(prefix);
      for (int j = 0; j < keys; j++) {
        texts.add(Key.parse(prefix + "/text" + j));
        counters.add(Key.parse(prefix + "/count" + j));
      }
    }
    return new Keyspace(KeyPrefix.parse("org"), above, texts, counters);
  }

  /** Texts and counters. */
  List<Key> keys() {
    return Stream.concat(texts.stream(), counters.stream()).toList();
  }
}
