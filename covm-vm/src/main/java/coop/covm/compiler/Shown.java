package coop.covm.compiler;

import coop.covm.value.StringValue;

/** Words of a program as messages show them. */
final class Shown {
  private static final int MAX_CODE_POINTS = 60;

  private Shown() {}

  /** In single quotes, shortened, control characters as escapes. */
  static String quoted(String text) {
    String literal = StringValue.of(shortened(text)).literal();
    String inner = literal.substring(1, literal.length() - 1);
    return "'" + inner.replace("\\\"", "\"").replace("\\\\", "\\") + "'";
  }

  static String shortened(String text) {
    if (text.codePointCount(0, text.length()) <= MAX_CODE_POINTS) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, MAX_CODE_POINTS)) + "…";
  }

  /** {@code 1 value}, {@code 2 values}. */
  static String values(int count) {
    return count == 1 ? "1 value" : count + " values";
  }
}
