package coop.covm.storage;

import java.util.Optional;

/**
 * Where relative keys lead: a text whose first segment is a root ({@code org}, {@code member},
 * {@code vote}, {@code system}, or {@code @name}) is absolute, any other is relative to the
 * namespace. Roots that begin with {@code @} are refused until an administrator registers them.
 *
 * @param namespace what relative keys are put behind
 */
public record KeyScope(Optional<KeyPrefix> namespace) {
  /** No namespace: every relative key is refused with a hint. */
  public static final KeyScope ABSOLUTE = new KeyScope(Optional.empty());

  /** A relative text leaves room for one segment of the namespace at least. */
  private static final int MAX_RELATIVE_SEGMENTS = KeyRules.MAX_SEGMENTS - 1;

  /**
   * @throws StorageException {@code InvalidKey} if the text is no valid key, or relative without a
   *     namespace
   */
  public Key key(String text) {
    return Key.parse(resolve(text, checkKeyText(text)));
  }

  /**
   * @throws StorageException {@code InvalidKey} if the text is no valid prefix, or relative without
   *     a namespace
   */
  public KeyPrefix prefix(String text) {
    return KeyPrefix.parse(resolve(text, checkPrefixText(text)));
  }

  private String resolve(String text, String normal) {
    if (isRoot(KeyRules.firstSegment(normal))) {
      return normal;
    }
    if (namespace.isEmpty()) {
      KeyRules.checkRoot(normal, text);
    }
    return namespace.orElseThrow() + "/" + normal;
  }

  /**
   * Checks a literal key at compile time, when the namespace is not known yet: all rules but those
   * that depend on it.
   *
   * @return the normalised text
   * @throws StorageException {@code InvalidKey}
   */
  public static String checkKeyText(String text) {
    return check(text, 2);
  }

  /** Like {@link #checkKeyText} for a prefix; a final {@code /} is dropped. */
  public static String checkPrefixText(String text) {
    return check(KeyRules.dropFinalSlash(text), 1);
  }

  /**
   * Checks one segment and normalises it.
   *
   * @throws StorageException {@code InvalidKey} naming the rule that it breaks
   */
  public static String checkSegment(String segment) {
    return KeyRules.checkSegment(segment);
  }

  /**
   * Whether a first segment makes a key absolute: one of the four roots, or a text that begins with
   * {@code @}.
   */
  public static boolean isRoot(String segment) {
    return KeyRules.isRoot(segment);
  }

  /** The beginning of a text for a message, with everything escaped that could hide what it is. */
  public static String shown(String text) {
    return KeyRules.shown(text);
  }

  private static String check(String text, int atLeastIfAbsolute) {
    String normal = KeyRules.check(text);
    if (!isRoot(KeyRules.firstSegment(normal))) {
      return KeyRules.checkCount(normal, 1, MAX_RELATIVE_SEGMENTS);
    }
    KeyRules.checkRoot(normal, text);
    return KeyRules.checkCount(normal, atLeastIfAbsolute, KeyRules.MAX_SEGMENTS);
  }
}
