package coop.covm.storage;

import java.util.HashSet;
import java.util.Set;

/**
 * What a transaction has read: keys, also absent ones, and prefixes, of which every key counts as
 * read. Bounded: beyond a number of keys it keeps the prefixes above them instead. That may make a
 * conflict where there is none, but never hides one.
 */
final class ReadSet {
  private static final int MAX_ENTRIES = 1 << 17;

  private final int maxEntries;
  private final Set<Key> keys = new HashSet<>();
  private Set<KeyPrefix> prefixes = new HashSet<>();

  ReadSet() {
    this(MAX_ENTRIES);
  }

  /**
   * @param maxEntries how many keys, and how many prefixes, are kept one by one
   */
  ReadSet(int maxEntries) {
    this.maxEntries = maxEntries;
  }

  static ReadSet of(Key key) {
    ReadSet reads = new ReadSet();
    reads.keys.add(key);
    return reads;
  }

  void add(Key key) {
    keys.add(key);
    if (keys.size() > maxEntries) {
      keys.forEach(read -> prefixes.add(KeyPrefix.above(read)));
      keys.clear();
      coarsen();
    }
  }

  void add(KeyPrefix prefix) {
    prefixes.add(prefix);
    coarsen();
  }

  Set<Key> keys() {
    return keys;
  }

  Set<KeyPrefix> prefixes() {
    return prefixes;
  }

  boolean isEmpty() {
    return keys.isEmpty() && prefixes.isEmpty();
  }

  /** Takes the prefixes one segment shorter until they are few; in the end the roots are left. */
  private void coarsen() {
    while (prefixes.size() > maxEntries) {
      Set<KeyPrefix> shorter = new HashSet<>();
      prefixes.forEach(prefix -> shorter.add(prefix.parent().orElse(prefix)));
      prefixes = shorter;
    }
  }
}
