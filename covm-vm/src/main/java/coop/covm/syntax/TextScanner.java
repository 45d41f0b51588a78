package coop.covm.syntax;

import java.util.Arrays;

/**
 * Reads a string in quotes with its escapes. What it read stays here until the next string: the
 * characters, and where in the source each of them stands.
 */
final class TextScanner {
  private static final int MAX_HEX_DIGITS = 6;

  private final String source;
  private final Diagnostics diagnostics;
  private final CharacterFaults characters;

  private final StringBuilder value = new StringBuilder();
  private int[] offsets = new int[64];
  private int end;
  private boolean closed;
  private boolean reportedCharacter;

  TextScanner(String source, Diagnostics diagnostics, CharacterFaults characters) {
    this.source = source;
    this.diagnostics = diagnostics;
    this.characters = characters;
  }

  /**
   * Reads the string.
   *
   * @param quote the offset of its opening quote
   */
  void scan(int quote) {
    value.setLength(0);
    closed = false;
    reportedCharacter = false;
    int position = quote + 1;
    while (position < source.length() && !closed) {
      char c = source.charAt(position);
      if (c == '\n' || c == '\r') {
        break;
      }
      if (c == '"') {
        closed = true;
        position++;
      } else if (c == '\\') {
        position = escape(position);
      } else {
        position = plain(position);
      }
    }
    end = position;
    if (!closed) {
      diagnostics.error(
          DiagnosticCode.UNCLOSED,
          "the string that begins here is not closed on its line",
          new Span(quote, quote + 1),
          "close it with \"; a line break inside is written \\n");
    }
  }

  /** The text that was read, escapes resolved. */
  String value() {
    return value.toString();
  }

  /** Where the unit of the value at this index stands in the source; its length gives the end. */
  int offset(int index) {
    return index < value.length() ? offsets[index] : closed ? end - 1 : end;
  }

  /** Behind the closing quote, or the end of the line. */
  int end() {
    return end;
  }

  boolean closed() {
    return closed;
  }

  private int plain(int position) {
    int c = source.codePointAt(position);
    if (Characters.isControl(c) || Characters.isMisleading(c)) {
      if (!reportedCharacter) {
        characters.inString(position, c);
        reportedCharacter = true;
      }
      append(Character.isBmpCodePoint(c) && Character.isSurrogate((char) c) ? 0xFFFD : c, position);
    } else {
      append(c, position);
    }
    return position + Character.charCount(c);
  }

  private int escape(int backslash) {
    if (backslash + 1 == source.length()) {
      return backslash + 1;
    }
    int c = source.codePointAt(backslash + 1);
    switch (c) {
      case '"', '\\' -> append(c, backslash);
      case 'n' -> append('\n', backslash);
      case 't' -> append('\t', backslash);
      case 'r' -> append('\r', backslash);
      case 'u' -> {
        return unicodeEscape(backslash);
      }
      case '\n', '\r' -> {
        return backslash + 1;
      }
      default -> {
        int behind = backslash + 1 + Character.charCount(c);
        diagnostics.error(
            DiagnosticCode.INVALID_LITERAL,
            "there is no escape '\\%s'".formatted(Characters.shown(Character.toString(c))),
            new Span(backslash, behind),
            "the escapes are \\\" \\\\ \\n \\t \\r and \\u{1F600}; a backslash itself is \\\\");
        return Characters.isControl(c) ? backslash + 1 : behind;
      }
    }
    return backslash + 2;
  }

  private int unicodeEscape(int backslash) {
    int open = backslash + 2;
    if (open >= source.length() || source.charAt(open) != '{') {
      diagnostics.error(
          DiagnosticCode.INVALID_LITERAL,
          "the escape \\u needs a code point in braces",
          new Span(backslash, open),
          "write it like \\u{1F600}");
      return open;
    }
    int position = open + 1;
    int codePoint = 0;
    while (position < source.length()
        && Character.digit(source.charAt(position), 16) >= 0
        && source.charAt(position) < 0x80) {
      if (position - open <= MAX_HEX_DIGITS) {
        codePoint = codePoint * 16 + Character.digit(source.charAt(position), 16);
      }
      position++;
    }
    int digits = position - open - 1;
    boolean braced = position < source.length() && source.charAt(position) == '}';
    int behind = braced ? position + 1 : position;
    if (!braced || digits == 0 || digits > MAX_HEX_DIGITS) {
      diagnostics.error(
          DiagnosticCode.INVALID_LITERAL,
          "the escape \\u{ needs 1 to 6 hexadecimal digits and a closing brace",
          new Span(backslash, behind),
          "write it like \\u{1F600}");
    } else if (codePoint > Character.MAX_CODE_POINT) {
      diagnostics.error(
          DiagnosticCode.INVALID_LITERAL,
          "the escape %s names no character: the last is \\u{10FFFF}"
              .formatted(Characters.shown(source.substring(backslash, behind))),
          new Span(backslash, behind));
    } else if (codePoint >= 0xD800 && codePoint <= 0xDFFF) {
      diagnostics.error(
          DiagnosticCode.INVALID_LITERAL,
          "the escape %s is half of a surrogate pair, which is no character"
              .formatted(source.substring(backslash, behind)),
          new Span(backslash, behind),
          "write the character's own code point");
    } else {
      append(codePoint, backslash);
    }
    return behind;
  }

  private void append(int c, int offset) {
    int length = value.length();
    value.appendCodePoint(c);
    if (value.length() > offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    Arrays.fill(offsets, length, value.length(), offset);
  }
}
