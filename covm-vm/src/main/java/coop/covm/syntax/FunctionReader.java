package coop.covm.syntax;

import coop.covm.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the headers of functions. */
final class FunctionReader {
  private static final int MAX_RESULT_DIGITS = 6;

  private final TokenStream tokens;
  private final HeaderReader headers;

  FunctionReader(TokenStream tokens, HeaderReader headers) {
    this.tokens = tokens;
    this.headers = headers;
  }

  /**
   * The header of a function.
   *
   * @param name null when none was found
   */
  record FunctionHeader(
      @Nullable Name name,
      List<Statement.Parameter> parameters,
      Optional<Integer> results,
      Header header) {}

  /** A name, and where it stands. */
  record Name(String text, Span span) {}

  /** Reads the header that begins with the current token, {@code def}. */
  FunctionHeader read() {
    Span start = tokens.advance().span();
    List<Statement.Parameter> parameters = new ArrayList<>();
    Optional<Integer> results = Optional.empty();
    Name name = name("the name of the function");
    if (name != null && parameters(parameters) && tokens.at(Kind.ARROW)) {
      tokens.advance();
      results = results();
    }
    return new FunctionHeader(
        name, parameters, results, headers.end(BlockWord.DEF, start, List.of()));
  }

  /** The name at the current token; null after a fault. */
  private @Nullable Name name(String what) {
    Token token = tokens.current();
    String text =
        switch (token) {
          case Token.Word word -> word.text();
          case Token.Text string -> string.value();
          default -> null;
        };
    if (text == null || tokens.atStatementEnd()) {
      tokens.fault(
          DiagnosticCode.OPERAND,
          "expected %s, found %s".formatted(what, token.description()),
          token instanceof Token.LineEnd ? tokens.behind() : token.span(),
          "write def NAME(PARAMETERS): as in def add3(a, b, c):");
      return null;
    }
    tokens.advance();
    if (!Names.isName(text)) {
      tokens.fault(
          DiagnosticCode.INVALID_NAME,
          "%s is no name".formatted(Characters.quote(text)),
          token.span(),
          Names.RULE);
    }
    return new Name(text, token.span());
  }

  /** Reads the parameters with their parentheses; false after a fault. */
  private boolean parameters(List<Statement.Parameter> parameters) {
    if (!tokens.at(Kind.OPEN_PARAMETERS)) {
      return expected("'(' after the name of the function");
    }
    tokens.advance();
    if (tokens.at(Kind.CLOSE_PARAMETERS)) {
      tokens.advance();
      return true;
    }
    while (true) {
      Name name = name("the name of a parameter");
      if (name == null) {
        return false;
      }
      parameters.add(new Statement.Parameter(name.text(), name.span()));
      if (tokens.at(Kind.CLOSE_PARAMETERS)) {
        tokens.advance();
        return true;
      }
      if (!tokens.at(Kind.COMMA)) {
        return expected("',' or ')' after a parameter");
      }
      tokens.advance();
    }
  }

  private Optional<Integer> results() {
    if (tokens.current() instanceof Token.Word word && !tokens.atStatementEnd()) {
      String text = word.text();
      boolean count =
          text.length() <= MAX_RESULT_DIGITS
              && text.chars().allMatch(Characters::isDigit)
              && (text.length() == 1 || text.charAt(0) != '0');
      if (count) {
        tokens.advance();
        return Optional.of(Integer.valueOf(text));
      }
    }
    tokens.fault(
        DiagnosticCode.OPERAND,
        "expected the number of values that the function returns, found %s"
            .formatted(tokens.current().description()),
        tokens.atStatementEnd() ? tokens.behind() : tokens.current().span(),
        "write def NAME(PARAMETERS) -> 1: for a function that returns one value");
    return Optional.empty();
  }

  private boolean expected(String what) {
    tokens.fault(
        DiagnosticCode.UNEXPECTED_TEXT,
        "expected %s, found %s".formatted(what, tokens.current().description()),
        tokens.atStatementEnd() ? tokens.behind() : tokens.current().span(),
        "write def NAME(PARAMETERS): as in def add3(a, b, c):");
    return false;
  }
}
