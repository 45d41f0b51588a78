package coop.covm.syntax;

import coop.covm.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Whether a text that somebody types, line by line, can be over: for shells. */
public enum InputEnd {
  /** Nothing is open. */
  COMPLETE,

  /** A block is open: more lines may belong to it. */
  OPEN_BLOCK,

  /** A bracket of a list or map is open: more lines must follow. */
  OPEN_BRACKET;

  /**
   * What is open at the end of the text. Whatever the text is, time is linear in its length.
   *
   * <p>A block is open from the line whose last statement is the header of one, to the end of the
   * text: only who types knows whether another line follows. A faulty header opens nothing, so that
   * its message comes at once.
   */
  public static InputEnd of(String text) {
    Lexer lexer = new Lexer(new SourceFile("", text), new Diagnostics());
    boolean block = false;
    int brackets = 0;
    List<Token> statement = new ArrayList<>();
    for (Token token = lexer.next(); !(token instanceof Token.End); token = lexer.next()) {
      if (token instanceof Token.Mark mark) {
        brackets = Math.max(0, brackets + change(mark.kind()));
      }
      if (brackets == 0 && token instanceof Token.LineEnd) {
        block |= isHeader(statement);
        statement.clear();
      } else if (brackets == 0 && token.is(Kind.SEMICOLON)) {
        statement.clear();
      } else {
        statement.add(token);
      }
    }
    if (brackets > 0) {
      return OPEN_BRACKET;
    }
    return block || isHeader(statement) ? OPEN_BLOCK : COMPLETE;
  }

  private static int change(Kind kind) {
    if (kind.opens()) {
      return 1;
    }
    return kind.closes() ? -1 : 0;
  }

  private static boolean isHeader(List<Token> statement) {
    return !statement.isEmpty()
        && statement.getLast().is(Kind.COLON)
        && statement.getFirst() instanceof Token.Word word
        && BlockWord.of(word.text()).filter(BlockWord::opensBlock).isPresent();
  }
}
