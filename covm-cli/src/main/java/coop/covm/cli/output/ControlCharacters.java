package coop.covm.cli.output;

import java.util.Locale;

/**
 * Keeps text from commanding a terminal: control characters could move the cursor, hide or forge
 * lines, and the bidirectional ones could show a text in another order than it has.
 */
public final class ControlCharacters {
  private ControlCharacters() {}

  /** The text with each control character but line feed and tab as {@code \}{@code u{1B}}. */
  public static String escaped(String text) {
    return replaced(text, "\\u{%X}");
  }

  /** A JSON text with each control character as {@code \}{@code u001b}, which means the same. */
  static String escapedJson(String json) {
    return replaced(json, "\\u%04x");
  }

  private static String replaced(String text, String format) {
    int first = firstUnsafe(text);
    if (first < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isUnsafe(c)) {
        out.append(String.format(Locale.ROOT, format, (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static int firstUnsafe(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isUnsafe(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isUnsafe(char c) {
    boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
    boolean embedding = c >= '\u202A' && c <= '\u202E';
    boolean isolate = c >= '\u2066' && c <= '\u2069';
    return control || embedding || isolate;
  }
}
