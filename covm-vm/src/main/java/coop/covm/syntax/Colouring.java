package coop.covm.syntax;

import java.util.ArrayList;
import java.util.List;

/** Which pieces of a text are what, for whoever shows it in colours. */
public final class Colouring {
  private Colouring() {}

  /** What a piece of a text is. */
  public enum Kind {
    /** The first word of a statement: an instruction, or a word that looks like one. */
    INSTRUCTION,
    /** A word that opens a block, with its colon left out, or steers through one. */
    BLOCK_WORD,
    /** A number, {@code true}, {@code false} or {@code null}. */
    LITERAL,
    /** A text in quotes or an f-string. */
    TEXT,
    /** From {@code #} to the end of the line. */
    COMMENT,
    /** Characters that have no place in the language. */
    STRAY
  }

  /** A piece of a text. */
  public record Piece(Kind kind, Span span) {}

  /**
   * The pieces that are something, in the order of the text, without overlaps. Whatever the text
   * is, time is linear in its length.
   */
  public static List<Piece> of(String text) {
    Lexer lexer = new Lexer(new SourceFile("", text), new Diagnostics());
    List<Piece> pieces = new ArrayList<>();
    boolean begins = true;
    int end = 0;
    Token token;
    do {
      token = lexer.next();
      comment(text, end, token.span().start(), pieces);
      end = token.span().end();
      piece(token, begins, pieces);
      begins = token instanceof Token.LineEnd || token.is(Token.Kind.SEMICOLON);
    } while (!(token instanceof Token.End));
    return pieces;
  }

  /** Between two tokens is nothing but space, and perhaps a comment, up to the second. */
  private static void comment(String text, int from, int to, List<Piece> pieces) {
    int hash = text.indexOf('#', from, to);
    if (hash >= 0) {
      pieces.add(new Piece(Kind.COMMENT, new Span(hash, to)));
    }
  }

  private static void piece(Token token, boolean begins, List<Piece> pieces) {
    switch (token) {
      case Token.Word(String word, Span span) -> {
        if (begins) {
          boolean block = BlockWord.of(word).isPresent();
          pieces.add(new Piece(block ? Kind.BLOCK_WORD : Kind.INSTRUCTION, span));
        } else if (!(Literals.word(word) instanceof Literals.Invalid)) {
          pieces.add(new Piece(Kind.LITERAL, span));
        }
      }
      case Token.Text it -> pieces.add(new Piece(Kind.TEXT, it.span()));
      case Token.Template it -> pieces.add(new Piece(Kind.TEXT, it.span()));
      case Token.Stray it -> pieces.add(new Piece(Kind.STRAY, it.span()));
      case Token.Mark _, Token.LineEnd _, Token.End _ -> {}
    }
  }
}
