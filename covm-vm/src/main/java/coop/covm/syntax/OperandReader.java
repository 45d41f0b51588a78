package coop.covm.syntax;

import java.util.ArrayList;
import java.util.List;

/** Reads what is written behind the name of an instruction or block. */
final class OperandReader {
  /** No instruction takes more than three; the rest of a longer list is skipped. */
  private static final int MAX_OPERANDS = 8;

  private final TokenStream tokens;

  OperandReader(TokenStream tokens) {
    this.tokens = tokens;
  }

  /** The operands at the current token, until something else comes. */
  List<Operand> read() {
    List<Operand> operands = new ArrayList<>(2);
    while (tokens.current().beginsOperand() && !tokens.atStatementEnd()) {
      if (operands.size() == MAX_OPERANDS) {
        tokens.fault(
            DiagnosticCode.UNEXPECTED_TEXT,
            "no instruction takes more than %s operands".formatted(MAX_OPERANDS),
            tokens.current().span(),
            "';' separates instructions on one line");
        return operands;
      }
      operands.add(one());
    }
    return operands;
  }

  /** The one operand at the current token, which begins one. */
  Operand one() {
    Token first = tokens.current();
    if (first.span().start() == tokens.lastEnd()) {
      tokens.fault(
          DiagnosticCode.UNEXPECTED_TEXT,
          "a space is missing before %s".formatted(first.description()),
          first.span(),
          "operands are separated by spaces");
    }
    return switch (first) {
      case Token.Word word -> {
        tokens.advance();
        yield new Operand.Word(word.text(), word.span());
      }
      case Token.Text text -> {
        tokens.advance();
        yield new Operand.Text(text.value(), text.span());
      }
      case Token.Template template -> {
        tokens.advance();
        yield new Operand.Template(template.parts(), template.span());
      }
      case Token.Mark mark when mark.kind().opens() ->
          new Operand.Literal(new LiteralReader(tokens).read(), tokens.since(mark.span()));
      default -> throw new IllegalStateException("no operand begins with " + first);
    };
  }
}
