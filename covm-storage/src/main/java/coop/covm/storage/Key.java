package coop.covm.storage;

import java.util.List;

/**
 * The absolute name of a stored value: 2 to 16 segments joined by {@code /}, in Unicode
 * normalisation form C, at most 400 bytes of UTF-8. Keys order by their UTF-8 bytes.
 */
public final class Key implements Comparable<Key> {
  private final String text;

  private Key(String text) {
    this.text = text;
  }

  /**
   * The key of this text, normalised.
   *
   * @throws StorageException {@code InvalidKey} naming the segment and the rule it breaks
   */
  public static Key parse(String text) {
    return new Key(text);
  }

  public List<String> segments() {
    return List.of(text.split("/"));
  }

  @Override
  public int compareTo(Key other) {
    throw new UnsupportedOperationException();
  }

  /** The normalised absolute text. */
  @Override
  public String toString() {
    return text;
  }
}
