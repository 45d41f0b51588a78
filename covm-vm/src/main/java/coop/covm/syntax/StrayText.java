package coop.covm.syntax;

/** Says what is wrong with a token that stands where none was expected. */
final class StrayText {
  private StrayText() {}

  /**
   * @param before what is complete before the token, for the message
   */
  static Diagnostic after(String before, Token token) {
    Diagnostic diagnostic =
        Diagnostic.error(
            DiagnosticCode.UNEXPECTED_TEXT,
            "unexpected %s after %s".formatted(description(token), before),
            token.span());
    String hint = hint(token);
    return hint.isEmpty() ? diagnostic : diagnostic.withHint(hint);
  }

  /** A token with which no statement begins. */
  static Diagnostic insteadOfInstruction(Token token) {
    String hint =
        token.beginsOperand() && !(token instanceof Token.Word)
            ? "to push it, write push before it"
            : hint(token);
    Diagnostic diagnostic =
        Diagnostic.error(
            DiagnosticCode.UNEXPECTED_TEXT,
            "expected an instruction, found " + description(token),
            token.span());
    return hint.isEmpty() ? diagnostic : diagnostic.withHint(hint);
  }

  private static String description(Token token) {
    if (token instanceof Token.Stray stray && stray.text().equals("'")) {
      return "\"'\"";
    }
    return token instanceof Token.Stray stray
        ? stray.text().codePointCount(0, stray.text().length()) == 1
            ? Characters.describe(stray.text().codePointAt(0))
            : Characters.quote(stray.text())
        : token.description();
  }

  private static String hint(Token token) {
    return switch (token) {
      case Token.Stray stray -> strayHint(stray.text().codePointAt(0));
      case Token.Mark mark ->
          switch (mark.kind()) {
            case COMMA -> "operands are separated by spaces, instructions by ';'";
            case OPEN_PARAMETERS, CLOSE_PARAMETERS -> "operands are written without parentheses";
            case CLOSE_LIST, CLOSE_MAP -> "no bracket is open here";
            case ARROW -> "'->' belongs in the header of a function";
            case COLON -> "a ':' ends the header of a block";
            case SEMICOLON, OPEN_LIST, OPEN_MAP -> "";
          };
      case Token.Word word -> "";
      case Token.Text text -> "";
      case Token.Template template -> "";
      case Token.LineEnd lineEnd -> "";
      case Token.End end -> "";
    };
  }

  private static String strayHint(int c) {
    return switch (c) {
      case '\'',
          '`',
          '\u2018',
          '\u2019',
          '\u201A',
          '\u201C',
          '\u201D',
          '\u201E',
          '\u00AB',
          '\u00BB' ->
          "strings are written in plain double quotes: \"text\"";
      case '<', '>' -> "values are compared by lt, le, gt and ge";
      case '\\' -> "a line cannot be continued; brackets may span lines";
      default -> "other characters than letters, digits and _-.:@+/ belong in quotes";
    };
  }
}
