package coop.covm.storage;

/**
 * The quick way to see that a text keeps the rules of keys: almost all keys are ASCII, in which
 * nothing has to be normalised. What it does not accept may keep them all the same; {@link
 * KeyRules} decides then.
 */
final class AsciiKeys {
  private static final boolean[] MAY_STAND = new boolean[0x80];

  static {
    for (char c = 0; c < MAY_STAND.length; c++) {
      MAY_STAND[c] = Character.isLetterOrDigit(c) || KeyRules.PUNCTUATION.indexOf(c) >= 0;
    }
  }

  private AsciiKeys() {}

  /** Whether the text is ASCII and keeps all rules but those of roots and number of segments. */
  static boolean isSound(String text) {
    if (text.length() > KeyRules.MAX_BYTES) {
      return false;
    }
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/') {
        if (!isSegment(text, start, i)) {
          return false;
        }
        start = i + 1;
      } else if (c >= MAY_STAND.length || !MAY_STAND[c]) {
        return false;
      }
    }
    return isSegment(text, start, text.length());
  }

  private static boolean isSegment(String text, int start, int end) {
    int length = end - start;
    boolean dots =
        length > 0 && length <= 2 && text.charAt(start) == '.' && text.charAt(end - 1) == '.';
    return length > 0 && length <= KeyRules.MAX_SEGMENT_BYTES && !dots;
  }
}
