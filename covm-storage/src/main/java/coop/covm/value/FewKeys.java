package coop.covm.value;

import java.util.Arrays;

/**
 * At most {@link #MOST} keys, in a table that is at most a quarter full. Of some ways to spread
 * them the first is taken that gives each key a place of its own in the table, so that most
 * look-ups look at one place; keys that are made to meet meet few others.
 */
final class FewKeys {
  static final int MOST = 16;

  private static final byte ABSENT = MapValue.ABSENT;

  private static final int WAYS = 12;

  /** Odd; as far from a pattern as can be: 2^32 by the golden ratio. */
  private static final int FIRST_FACTOR = 0x9E3779B9;

  private static final int NEXT_FACTOR = 0x3C6EF372;

  private final String[] keys;

  /** Places of keys, or {@link MapValue#ABSENT}; a power of two of them. */
  private final byte[] table;

  private final int factor;

  /** How far a product is shifted for its place in the table. */
  private final int shift;

  private FewKeys(String[] keys, byte[] table, int factor) {
    this.keys = keys;
    this.table = table;
    this.factor = factor;
    this.shift = Integer.numberOfLeadingZeros(table.length - 1);
  }

  /** Of different keys in their order; the array is the index's from now on. */
  static FewKeys of(String[] keys) {
    int factor = FIRST_FACTOR;
    FewKeys index = empty(keys, factor);
    for (int way = 1; !index.fill() && way < WAYS; way++) {
      factor += NEXT_FACTOR;
      index = empty(keys, factor);
    }
    return index;
  }

  private static FewKeys empty(String[] keys, int factor) {
    byte[] table = new byte[4 * Integer.highestOneBit(Math.max(1, 2 * keys.length - 1))];
    Arrays.fill(table, ABSENT);
    return new FewKeys(keys, table, factor);
  }

  /** Whether no two keys met. */
  private boolean fill() {
    boolean apart = true;
    for (int place = 0; place < keys.length; place++) {
      int at = start(keys[place]);
      while (table[at] != ABSENT) {
        apart = false;
        at = (at + 1) & (table.length - 1);
      }
      table[at] = (byte) place;
    }
    return apart;
  }

  private int start(String key) {
    return (key.hashCode() * factor) >>> shift;
  }

  int size() {
    return keys.length;
  }

  /** The key at a place, from 0. */
  String key(int place) {
    return keys[place];
  }

  /** The place of a key, or {@link MapValue#ABSENT}. */
  int find(String key) {
    int at = start(key);
    while (true) {
      int place = table[at];
      if (place == ABSENT || keys[place].equals(key)) {
        return place;
      }
      at = (at + 1) & (table.length - 1);
    }
  }

  /** These keys and one more, which is not there, at the end. */
  String[] and(String key) {
    String[] longer = Arrays.copyOf(keys, keys.length + 1);
    longer[keys.length] = key;
    return longer;
  }
}
