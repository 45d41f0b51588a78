package coop.covm.format;

import coop.covm.syntax.Lexeme.Kind;

/** Says where a space stands between two pieces of a line. */
final class Spacing {
  private Spacing() {}

  static boolean between(Kind left, Kind right) {
    return right == Kind.COMMENT || !(hugsNext(left) || hugsPrevious(right));
  }

  private static boolean hugsNext(Kind piece) {
    return switch (piece) {
      case OPEN_BRACKET, OPEN_PARAMETERS -> true;
      case WORD, CLOSE_BRACKET, CLOSE_PARAMETERS, COMMA, COLON, SEMICOLON -> false;
      case ARROW, COMMENT, LINE_END -> false;
    };
  }

  private static boolean hugsPrevious(Kind piece) {
    return switch (piece) {
      case CLOSE_BRACKET, OPEN_PARAMETERS, CLOSE_PARAMETERS, COMMA, COLON, SEMICOLON -> true;
      case WORD, OPEN_BRACKET, ARROW, COMMENT, LINE_END -> false;
    };
  }
}
