package coop.covm.format;

import coop.covm.syntax.Lexeme;
import coop.covm.syntax.Lexeme.Kind;
import coop.covm.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a source with what stands on it.
 *
 * @param number from 1
 * @param indentation the columns before its first piece, a tab going on to the next fourth one
 * @param pieces without the line end; none if the line is blank
 */
record SourceLine(int number, int indentation, List<Lexeme> pieces) {
  SourceLine {
    pieces = List.copyOf(pieces);
  }

  /** All lines of a text. */
  static List<SourceLine> of(SourceFile source) {
    List<SourceLine> lines = new ArrayList<>();
    List<Lexeme> pieces = new ArrayList<>();
    int start = 0;
    for (Lexeme lexeme : Lexeme.of(source)) {
      if (lexeme.kind() == Kind.LINE_END) {
        lines.add(line(source, lines.size() + 1, start, pieces));
        pieces.clear();
        start = lexeme.span().end();
      } else {
        pieces.add(lexeme);
      }
    }
    lines.add(line(source, lines.size() + 1, start, pieces));
    return lines;
  }

  private static SourceLine line(SourceFile source, int number, int start, List<Lexeme> pieces) {
    int columns = 0;
    int end = pieces.isEmpty() ? start : pieces.getFirst().span().start();
    for (int i = start; i < end; i++) {
      columns = source.text().charAt(i) == '\t' ? columns / 4 * 4 + 4 : columns + 1;
    }
    return new SourceLine(number, columns, pieces);
  }

  /** Whether nothing but a comment stands on it. */
  boolean isComment() {
    return pieces.size() == 1 && pieces.getFirst().kind() == Kind.COMMENT;
  }

  /** How many brackets it opens more than it closes. */
  int opened() {
    int opened = 0;
    for (Lexeme piece : pieces) {
      opened += change(piece);
    }
    return opened;
  }

  /** How many brackets it closes before anything else stands on it. */
  int closedFirst() {
    int closed = 0;
    while (closed < pieces.size() && pieces.get(closed).kind() == Kind.CLOSE_BRACKET) {
      closed++;
    }
    return closed;
  }

  private static int change(Lexeme piece) {
    return switch (piece.kind()) {
      case OPEN_BRACKET -> 1;
      case CLOSE_BRACKET -> -1;
      case WORD, OPEN_PARAMETERS, CLOSE_PARAMETERS, COMMA, COLON -> 0;
      case SEMICOLON, ARROW, COMMENT, LINE_END -> 0;
    };
  }
}
