package coop.covm.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a source text as it is written, comments and line ends included. Between two there is
 * nothing but spaces and tabs.
 *
 * @param span of a comment from its {@code #} to the end of its line, without the line end
 */
public record Lexeme(Kind kind, Span span) {

  /** What a piece is. */
  public enum Kind {
    /** A bare word, a string or an f-string. */
    WORD,
    /** {@code [} or <code>{</code>. */
    OPEN_BRACKET,
    /** {@code ]} or <code>}</code>. */
    CLOSE_BRACKET,
    OPEN_PARAMETERS,
    CLOSE_PARAMETERS,
    COMMA,
    COLON,
    SEMICOLON,
    /** {@code ->}. */
    ARROW,
    COMMENT,
    LINE_END
  }

  /**
   * The pieces of a text, in order.
   *
   * @param source a text that parses without an error
   * @throws IllegalArgumentException if it holds what no program can
   */
  public static List<Lexeme> of(SourceFile source) {
    Lexer lexer = new Lexer(source, new Diagnostics());
    List<Lexeme> pieces = new ArrayList<>();
    int end = 0;
    while (true) {
      Token token = lexer.next();
      int comment = source.text().indexOf('#', end, token.span().start());
      if (comment >= 0) {
        pieces.add(new Lexeme(Kind.COMMENT, new Span(comment, token.span().start())));
      }
      if (token instanceof Token.End) {
        return pieces;
      }
      pieces.add(new Lexeme(kind(token), token.span()));
      end = token.span().end();
    }
  }

  private static Kind kind(Token token) {
    return switch (token) {
      case Token.Word _, Token.Text _, Token.Template _ -> Kind.WORD;
      case Token.LineEnd _ -> Kind.LINE_END;
      case Token.Mark mark ->
          switch (mark.kind()) {
            case COLON -> Kind.COLON;
            case COMMA -> Kind.COMMA;
            case SEMICOLON -> Kind.SEMICOLON;
            case OPEN_LIST, OPEN_MAP -> Kind.OPEN_BRACKET;
            case CLOSE_LIST, CLOSE_MAP -> Kind.CLOSE_BRACKET;
            case OPEN_PARAMETERS -> Kind.OPEN_PARAMETERS;
            case CLOSE_PARAMETERS -> Kind.CLOSE_PARAMETERS;
            case ARROW -> Kind.ARROW;
          };
      case Token.Stray stray ->
          throw new IllegalArgumentException("no piece of a program: " + stray.description());
      case Token.End _ -> throw new IllegalArgumentException("the end is no piece");
    };
  }
}
