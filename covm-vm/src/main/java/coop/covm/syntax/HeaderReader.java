package coop.covm.syntax;

import coop.covm.syntax.Token.Kind;
import java.util.List;

/** Reads the headers of blocks, to the end of their lines. */
final class HeaderReader {
  private final TokenStream tokens;
  private final OperandReader operands;

  HeaderReader(TokenStream tokens, OperandReader operands) {
    this.tokens = tokens;
    this.operands = operands;
  }

  /** Reads the header that begins with the current token; not that of a function. */
  Header read(BlockWord word) {
    Span start = tokens.advance().span();
    List<Operand> written = List.of();
    if (takesOperand(word)) {
      written = operands.read();
      checkCount(word, start, written);
    } else if (tokens.current().beginsOperand() && !tokens.atStatementEnd()) {
      Token token = tokens.current();
      tokens.fault(
          DiagnosticCode.UNEXPECTED_TEXT,
          "'%s:' takes nothing, but %s follows".formatted(word.word(), token.description()),
          token.span(),
          hint(word, token));
    }
    return end(word, start, written);
  }

  /** Reads the colon and the end of the line; a faulty rest of the line is skipped. */
  Header end(BlockWord word, Span start, List<Operand> written) {
    Span span = tokens.since(start);
    if (tokens.at(Kind.COLON)) {
      tokens.advance();
      span = tokens.since(start);
      if (!tokens.atLineEnd()) {
        tokens.fault(
            DiagnosticCode.UNEXPECTED_TEXT,
            "the ':' of '%s' ends its line, but %s follows"
                .formatted(word.word(), tokens.current().description()),
            tokens.current().span(),
            "write the block on the next lines, indented");
      }
    } else if (tokens.atStatementEnd()) {
      tokens.fault(
          DiagnosticCode.UNEXPECTED_TEXT,
          "expected ':' after '%s'".formatted(tokens.shown(span)),
          tokens.behind(),
          "write " + word.form());
    } else {
      tokens.fault(StrayText.after("'" + tokens.shown(span) + "'", tokens.current()));
    }
    tokens.skipLine();
    return new Header(word, written, span, !tokens.isFaulty());
  }

  private static boolean takesOperand(BlockWord word) {
    return switch (word) {
      case LOOP, FOREACH, CASE -> true;
      case IF,
          ELIF,
          ELSE,
          WHILE,
          CONDITION,
          MATCH,
          VALUE,
          DEFAULT,
          TRANSACTION,
          DEF,
          BREAK,
          CONTINUE,
          RETURN ->
          false;
    };
  }

  private void checkCount(BlockWord word, Span start, List<Operand> written) {
    if (written.size() > 1) {
      tokens.fault(
          DiagnosticCode.UNEXPECTED_TEXT,
          "'%s' takes one operand, but another follows".formatted(word.word()),
          written.get(1).span(),
          "write " + word.form());
    } else if (written.isEmpty() && word != BlockWord.LOOP) {
      tokens.fault(
          DiagnosticCode.OPERAND,
          word == BlockWord.CASE
              ? "'case' needs the literal it stands for"
              : "'foreach' needs the name that each element is stored in",
          start,
          "write " + word.form());
    }
  }

  private static String hint(BlockWord word, Token token) {
    return switch (word) {
      case IF -> "push the condition before it, as in: load x; push 3; gt; if:";
      case ELIF, WHILE -> "its condition is computed in a condition: block below it";
      case MATCH -> "its value is computed in a value: block below it";
      case ELSE ->
          token instanceof Token.Word next && next.text().equalsIgnoreCase("if")
              ? "did you mean 'elif:'?"
              : "write else:";
      case DEFAULT -> "default: stands for every other value";
      case TRANSACTION, CONDITION, VALUE, LOOP, FOREACH, CASE, DEF, BREAK, CONTINUE, RETURN ->
          "write " + word.form();
    };
  }
}
