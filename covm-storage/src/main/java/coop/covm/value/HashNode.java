package coop.covm.value;

import java.util.Arrays;

/**
 * A node of a trie that leads from keys to their places by five bits of their hashes a level. What
 * adding a key costs grows with the logarithm of their number, whoever chose the keys; see {@link
 * KeyHash}.
 *
 * <p>Source: Phil Bagwell, "Ideal Hash Trees", 2001.
 */
final class HashNode {
  private static final int BITS = 5;
  private static final int WIDTH = 1 << BITS;

  /** Levels that the 32 bits of one hash last for. */
  private static final int LEVELS = Integer.SIZE / BITS;

  /** Which of the {@link #WIDTH} children there are. */
  private final int present;

  /** Those, in order: each a {@link Place} or a {@link HashNode}. */
  private final Object[] children;

  private HashNode(int present, Object[] children) {
    this.present = present;
    this.children = children;
  }

  /** Where a key stands among all. */
  record Place(String key, int number) {}

  /** Of different keys. */
  static HashNode of(Place[] places) {
    return of(places, 0);
  }

  private static HashNode of(Place[] places, int level) {
    int[] counts = new int[WIDTH];
    for (Place place : places) {
      counts[digit(place.key, level)]++;
    }
    Place[][] parts = new Place[WIDTH][];
    for (Place place : places) {
      int digit = digit(place.key, level);
      if (parts[digit] == null) {
        parts[digit] = new Place[counts[digit]];
      }
      parts[digit][--counts[digit]] = place;
    }
    int present = 0;
    Object[] children = new Object[WIDTH];
    int size = 0;
    for (int digit = 0; digit < WIDTH; digit++) {
      Place[] part = parts[digit];
      if (part != null) {
        present |= 1 << digit;
        children[size++] = part.length == 1 ? part[0] : of(part, level + 1);
      }
    }
    return new HashNode(present, Arrays.copyOf(children, size));
  }

  /** Which child of a node leads to a key. */
  private static int digit(String key, int level) {
    int hash = level < LEVELS ? KeyHash.first(key) : KeyHash.further(key, level / LEVELS);
    return (hash >>> (level % LEVELS * BITS)) & (WIDTH - 1);
  }

  private int index(int digit) {
    return Integer.bitCount(present & ((1 << digit) - 1));
  }

  private boolean has(int digit) {
    return (present & (1 << digit)) != 0;
  }

  /** The place of a key, or {@link MapValue#ABSENT}. */
  int find(String key) {
    HashNode node = this;
    for (int level = 0; ; level++) {
      int digit = digit(key, level);
      if (!node.has(digit)) {
        return MapValue.ABSENT;
      }
      switch (node.children[node.index(digit)]) {
        case HashNode below -> node = below;
        case Place place -> {
          return place.key.equals(key) ? place.number : MapValue.ABSENT;
        }
        default -> throw new IllegalStateException();
      }
    }
  }

  /** With one more key. */
  HashNode with(Place added) {
    return with(added, 0);
  }

  private HashNode with(Place added, int level) {
    int digit = digit(added.key, level);
    int index = index(digit);
    if (!has(digit)) {
      Object[] more = new Object[children.length + 1];
      System.arraycopy(children, 0, more, 0, index);
      more[index] = added;
      System.arraycopy(children, index, more, index + 1, children.length - index);
      return new HashNode(present | (1 << digit), more);
    }
    Object[] copy = children.clone();
    copy[index] =
        copy[index] instanceof HashNode below
            ? below.with(added, level + 1)
            : of(new Place[] {(Place) copy[index], added}, level + 1);
    return new HashNode(present, copy);
  }
}
