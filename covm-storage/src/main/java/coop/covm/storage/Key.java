package coop.covm.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.value.Ordering;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The absolute name of a stored value: 2 to 16 segments joined by {@code /}, in Unicode
 * normalisation form C, at most 400 bytes of UTF-8. A segment has 1 to 128 bytes: letters,
 * combining marks (not at its beginning) and digits of any script, and {@code _ - . : @ +}; it is
 * neither {@code .} nor {@code ..}. The first segment is a root: {@code org}, {@code member},
 * {@code vote} or {@code system}. Keys order by their UTF-8 bytes.
 */
public final class Key implements Comparable<Key> {
  private final String text;

  private Key(String text) {
    this.text = text;
  }

  /**
   * The key of this absolute text, normalised.
   *
   * @throws StorageException {@code InvalidKey} naming the segment and the rule it breaks
   */
  public static Key parse(String text) {
    String normal = KeyRules.check(text);
    KeyRules.checkRoot(normal, text);
    return new Key(KeyRules.checkCount(normal, 2, KeyRules.MAX_SEGMENTS));
  }

  /** A text that is compared with keys and need not be one. */
  static Key bound(String text) {
    return new Key(text);
  }

  /** The segments in order, at least two. */
  public List<String> segments() {
    return List.copyOf(KeyRules.split(text));
  }

  /** Whether the key lies under {@code system/}, where only the store's own commands write. */
  public boolean isSystem() {
    return text.startsWith("system/");
  }

  /** The text in UTF-8, at most 400 bytes. */
  public byte[] utf8() {
    return text.getBytes(UTF_8);
  }

  /** By the bytes of the UTF-8 text, unsigned. */
  @Override
  public int compareTo(Key other) {
    return Ordering.compareCodePoints(text, other.text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Key key && text.equals(key.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The normalised absolute text. */
  @Override
  public String toString() {
    return text;
  }
}
