package coop.covm.syntax;

import java.util.Locale;

/** What kind of character stands in a source text, and how messages show it. */
final class Characters {
  /** How many code points of a word a message shows. */
  private static final int SHOWN = 40;

  /**
   * Those of keys, and those of other languages' operators: so that {@code x = 5} and {@code 50%}
   * are judged as words, where the message can say more.
   */
  private static final String WORD_PUNCTUATION = "_-.:@+/*%&=!?$~^|";

  private Characters() {}

  static boolean isLetterMarkOrDigit(int c) {
    if (c < 0x80) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> Character.isLetterOrDigit(c);
    };
  }

  /** Whether a bare word may hold it. */
  static boolean isWord(int c) {
    return isLetterMarkOrDigit(c) || WORD_PUNCTUATION.indexOf(c) >= 0;
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** White space other than the space, tab and line ends that the language knows. */
  static boolean isForeignSpace(int c) {
    return c > 0x7F && (Character.isSpaceChar(c) || Character.isWhitespace(c));
  }

  /** A control character, or a character that UTF-8 cannot express. */
  static boolean isControl(int c) {
    return Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF);
  }

  /**
   * Whether it makes a text read otherwise than it runs: the bidirectional controls (see
   * CVE-2021-42574) and Unicode's line and paragraph separators.
   */
  static boolean isMisleading(int c) {
    return (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x2028
        || c == 0x2029;
  }

  /** Whether nothing can be seen of it, or it changes how its neighbours look. */
  static boolean isInvisible(int c) {
    return isControl(c)
        || isMisleading(c)
        || Character.getType(c) == Character.FORMAT
        || Character.getType(c) == Character.UNASSIGNED
        || isForeignSpace(c);
  }

  /** How a string literal writes this character by an escape. */
  static String escape(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      case '\r' -> "\\r";
      default -> "\\u{" + Integer.toHexString(c).toUpperCase(Locale.ROOT) + "}";
    };
  }

  /** {@code U+00A0}. */
  static String codePoint(int c) {
    return String.format(Locale.ROOT, "U+%04X", c);
  }

  /** The character itself where it can be seen, and its number where that helps. */
  static String describe(int c) {
    if (isInvisible(c)) {
      return codePoint(c);
    }
    String shown = "'" + Character.toString(c) + "'";
    return c < 0x80 ? shown : shown + " (" + codePoint(c) + ")";
  }

  /** A word for a message: in single quotes, shortened, with nothing invisible in it. */
  static String quote(String word) {
    return "'" + shown(word) + "'";
  }

  /** A text for a message: shortened, with nothing invisible in it. */
  static String shown(String text) {
    StringBuilder out = new StringBuilder();
    int count = 0;
    int i = 0;
    while (i < text.length() && count < SHOWN) {
      int c = text.codePointAt(i);
      if (isInvisible(c)) {
        out.append(escape(c));
      } else {
        out.appendCodePoint(c);
      }
      i += Character.charCount(c);
      count++;
    }
    return i < text.length() ? out.append('…').toString() : out.toString();
  }
}
