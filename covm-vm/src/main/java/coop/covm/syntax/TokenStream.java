package coop.covm.syntax;

/**
 * The tokens of a source with one token of foresight, and the rule that a statement gives one
 * message: after its first fault the parser is quiet until the next statement begins.
 */
final class TokenStream {
  private final SourceFile source;
  private final Lexer lexer;
  private final Diagnostics diagnostics;
  private Token current;
  private boolean firstOnLine = true;
  private int lastEnd;
  private int statementIndentation;
  private boolean begun;
  private boolean quiet;

  TokenStream(SourceFile source, Diagnostics diagnostics) {
    this.source = source;
    this.diagnostics = diagnostics;
    this.lexer = new Lexer(source, diagnostics);
    this.current = lexer.next();
  }

  /** The token that is read next. */
  Token current() {
    return current;
  }

  boolean at(Token.Kind kind) {
    return current.is(kind);
  }

  /**
   * Whether the current statement is over. A line may also begin without a line end before it:
   * where a faulty literal was left open.
   */
  boolean atStatementEnd() {
    return at(Token.Kind.SEMICOLON) || atLineEnd();
  }

  /** Whether the current line is over. */
  boolean atLineEnd() {
    return current instanceof Token.LineEnd
        || current instanceof Token.End
        || (firstOnLine && begun);
  }

  /** Takes the current token and goes to the next. */
  Token advance() {
    Token taken = current;
    if (!(taken instanceof Token.LineEnd) && !(taken instanceof Token.End)) {
      lastEnd = taken.span().end();
    }
    if ((taken instanceof Token.Text text && !text.closed())
        || (taken instanceof Token.Template template && !template.closed())) {
      // It may have swallowed anything: a colon, a bracket. Its own message is enough.
      quiet = true;
    }
    begun = true;
    firstOnLine = taken instanceof Token.LineEnd;
    current = lexer.next();
    return taken;
  }

  void skipLineEnds() {
    while (current instanceof Token.LineEnd) {
      advance();
    }
  }

  /** Whether the current token is the first of its line. */
  boolean firstOnLine() {
    return firstOnLine;
  }

  /** How far the line of the current token is indented. */
  int indentation() {
    return lexer.indentation();
  }

  /** The offset of the first tab in the indentation of the current token's line, or -1. */
  int tab() {
    return lexer.tab();
  }

  CharacterFaults characters() {
    return lexer.characters();
  }

  /** The end of the last token that was taken, line ends aside. */
  int lastEnd() {
    return lastEnd;
  }

  /** The place behind the last token that was taken. */
  Span behind() {
    return new Span(lastEnd, lastEnd);
  }

  /** From a place to the end of the last token that was taken. */
  Span since(Span start) {
    return new Span(start.start(), Math.max(start.end(), lastEnd));
  }

  /** The text of a span, as a message shows it. */
  String shown(Span span) {
    return Characters.shown(source.text().substring(span.start(), span.end()));
  }

  /** A line of statements begins at the current token. */
  void beginLine() {
    statementIndentation = lexer.indentation();
  }

  /** How far the line is indented on which the current statement began. */
  int statementIndentation() {
    return statementIndentation;
  }

  /** A statement begins: its first fault will be reported. */
  void beginStatement() {
    quiet = false;
    begun = false;
  }

  /** Reports a fault, unless the statement has had one. */
  void fault(Diagnostic diagnostic) {
    if (!quiet) {
      diagnostics.report(diagnostic);
      quiet = true;
    }
  }

  void fault(DiagnosticCode code, String message, Span span, String hint) {
    fault(Diagnostic.error(code, message, span).withHint(hint));
  }

  /** Whether the current statement had a fault. */
  boolean isFaulty() {
    return quiet;
  }

  /**
   * Goes on behind the rest of a faulty statement.
   *
   * @return whether its last token was a colon, so that a block may have been meant
   */
  boolean skipStatement() {
    boolean colon = false;
    while (!atStatementEnd()) {
      colon = advance().is(Token.Kind.COLON);
    }
    return colon;
  }

  /** Goes to the end of the line. */
  void skipLine() {
    while (!atLineEnd()) {
      advance();
    }
  }
}
