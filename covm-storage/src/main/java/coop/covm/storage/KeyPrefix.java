package coop.covm.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.value.Ordering;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A prefix of keys that ends at a segment border, such as {@code org/acme}: 1 to 16 segments by the
 * rules of {@link Key}, the first a root. Also a namespace.
 */
public final class KeyPrefix {
  /** By the UTF-8 bytes of the texts, unsigned. */
  public static final Comparator<KeyPrefix> BY_TEXT =
      (one, other) -> Ordering.compareCodePoints(one.text, other.text);

  private final String text;

  private KeyPrefix(String text) {
    this.text = text;
  }

  /**
   * The prefix of this absolute text, normalised; a final {@code /} changes nothing.
   *
   * @throws StorageException {@code InvalidKey} naming the segment and the rule it breaks
   */
  public static KeyPrefix parse(String text) {
    String normal = KeyRules.check(KeyRules.dropFinalSlash(text));
    KeyRules.checkRoot(normal, text);
    return new KeyPrefix(KeyRules.checkCount(normal, 1, KeyRules.MAX_SEGMENTS));
  }

  /** Whether this is {@code system} or lies below it. */
  public boolean isSystem() {
    return text.equals("system") || text.startsWith("system/");
  }

  /**
   * Whether the key lies below this prefix, at a segment border. The prefix is not below itself.
   */
  public boolean contains(Key key) {
    String other = key.toString();
    return other.length() > text.length()
        && other.charAt(text.length()) == '/'
        && other.startsWith(text);
  }

  /** Whether the key lies below this prefix, or has this very name. */
  public boolean covers(Key key) {
    return contains(key) || key.toString().equals(text);
  }

  /** What every key below this prefix begins with, in UTF-8: the text and a {@code /}. */
  public byte[] utf8WithSlash() {
    return (text + "/").getBytes(UTF_8);
  }

  /** Not after any key below this prefix, and after every key before those. */
  Key lowerBound() {
    return Key.bound(text + "/");
  }

  /** After every key below this prefix, and not after any key behind those. */
  Key upperBound() {
    return Key.bound(text + (char) ('/' + 1));
  }

  /** The prefix one segment shorter, or empty if this is a root. */
  Optional<KeyPrefix> parent() {
    int end = text.lastIndexOf('/');
    return end < 0 ? Optional.empty() : Optional.of(new KeyPrefix(text.substring(0, end)));
  }

  /** All prefixes that the key lies below, the longest first. */
  static List<KeyPrefix> allAbove(Key key) {
    String below = key.toString();
    List<KeyPrefix> prefixes = new ArrayList<>(4);
    for (int end = below.lastIndexOf('/'); end > 0; end = below.lastIndexOf('/', end - 1)) {
      prefixes.add(new KeyPrefix(below.substring(0, end)));
    }
    return prefixes;
  }

  /** The prefix that has the name of the key. */
  static KeyPrefix at(Key key) {
    return new KeyPrefix(key.toString());
  }

  /** The longest prefix that the key lies below. */
  static KeyPrefix above(Key key) {
    String below = key.toString();
    return new KeyPrefix(below.substring(0, below.lastIndexOf('/')));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeyPrefix prefix && text.equals(prefix.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The normalised text without a final {@code /}. */
  @Override
  public String toString() {
    return text;
  }
}
