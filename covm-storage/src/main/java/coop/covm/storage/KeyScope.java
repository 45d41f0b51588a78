package coop.covm.storage;

import java.util.Optional;

/**
 * Where relative keys lead: a text whose first segment is a root ({@code org}, {@code member},
 * {@code vote}, {@code system}, or {@code @name}) is absolute, any other is relative to the
 * namespace.
 */
public record KeyScope(Optional<KeyPrefix> namespace) {
  /** No namespace: every relative key is refused with a hint. */
  public static final KeyScope ABSOLUTE = new KeyScope(Optional.empty());

  /**
   * @throws StorageException {@code InvalidKey} if the text is no valid key, or relative without a
   *     namespace
   */
  public Key key(String text) {
    throw new UnsupportedOperationException(text);
  }

  /**
   * @throws StorageException {@code InvalidKey} if the text is no valid prefix, or relative without
   *     a namespace
   */
  public KeyPrefix prefix(String text) {
    throw new UnsupportedOperationException(text);
  }

  /**
   * Checks a literal key at compile time, when the namespace is not known yet: all rules but those
   * that depend on it.
   *
   * @return the normalised text
   * @throws StorageException {@code InvalidKey}
   */
  public static String checkKeyText(String text) {
    throw new UnsupportedOperationException(text);
  }

  /** Like {@link #checkKeyText} for a prefix; a final {@code /} is dropped. */
  public static String checkPrefixText(String text) {
    throw new UnsupportedOperationException(text);
  }

  /**
   * Checks one segment and normalises it.
   *
   * @throws StorageException {@code InvalidKey} naming the rule that it breaks
   */
  public static String checkSegment(String segment) {
    throw new UnsupportedOperationException(segment);
  }

  /**
   * Whether a first segment makes a key absolute: one of the four roots, or a text that begins with
   * {@code @}.
   */
  public static boolean isRoot(String segment) {
    throw new UnsupportedOperationException(segment);
  }
}
