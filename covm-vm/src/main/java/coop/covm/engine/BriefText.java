package coop.covm.engine;

import coop.covm.value.Value;

/** Shows values in messages and dumps: short, and cheap however large the value is. */
final class BriefText {
  private static final int LARGE = 1000;
  private static final int MESSAGE = 4096;

  private BriefText() {}

  /** The value as a literal, cut behind so many code points. */
  static String of(Value value, int codePoints) {
    return value.byteSize() <= LARGE
        ? cut(value.literal(), codePoints)
        : "a %s of %s bytes".formatted(value.type().label(), value.byteSize());
  }

  /** The value as a literal, cut to what fits into a sentence. */
  static String of(Value value) {
    return of(value, 80);
  }

  /** A program's own message, cut if it is longer than a message should be. */
  static String message(String text) {
    return cut(text, MESSAGE);
  }

  private static String cut(String text, int codePoints) {
    return text.length() <= codePoints || text.codePointCount(0, text.length()) <= codePoints
        ? text
        : text.substring(0, text.offsetByCodePoints(0, codePoints)) + "…";
  }
}
