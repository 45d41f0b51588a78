package coop.covm.format;

import coop.covm.syntax.Lexeme;
import coop.covm.syntax.Lexeme.Kind;
import coop.covm.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Changes all the white space of a program that can be changed without changing what it means: the
 * width of each block, spaces and tabs between words, blank lines, line ends.
 */
final class Disarray {
  private final SourceFile source;
  private final Random random;
  private final boolean comments;
  private final StringBuilder text = new StringBuilder();

  /** The indentation of each open block, as it was written and as it is written now. */
  private final List<Integer> old = new ArrayList<>(List.of(0));

  private final List<Integer> fresh = new ArrayList<>(List.of(0));
  private int brackets;
  private int added;

  private Disarray(SourceFile source, Random random, boolean comments) {
    this.source = source;
    this.random = random;
    this.comments = comments;
  }

  /**
   * @param comments whether comments are added, on lines of their own and behind code
   */
  static String of(String program, Random random, boolean comments) {
    SourceFile source = new SourceFile("p", program);
    return new Disarray(source, random, comments).all();
  }

  private String all() {
    String end = random.nextBoolean() ? "\n" : "\r\n";
    for (SourceLine line : SourceLine.of(source)) {
      while (random.nextInt(8) == 0) {
        text.append(some(" \t", 3)).append(end);
      }
      if (comments && random.nextInt(6) == 0) {
        text.append(some(" ", 9)).append(comment()).append(end);
      }
      line(line);
      text.append(end);
    }
    if (random.nextBoolean()) {
      text.setLength(text.length() - end.length());
    }
    return text.toString();
  }

  private void line(SourceLine line) {
    List<Lexeme> pieces = line.pieces();
    if (pieces.isEmpty()) {
      return;
    }
    text.append(brackets > 0 ? some(" ", 5) : " ".repeat(indentation(line)));
    for (int i = 0; i < pieces.size(); i++) {
      Lexeme piece = pieces.get(i);
      if (i > 0) {
        text.append(space(pieces.get(i - 1).kind(), piece.kind()));
      }
      text.append(source.text(), piece.span().start(), piece.span().end());
    }
    if (comments && random.nextInt(6) == 0 && pieces.getLast().kind() != Kind.COMMENT) {
      text.append(some(" \t", 3)).append(comment());
    } else {
      text.append(some(" \t", 3));
    }
    brackets += line.opened();
  }

  private int indentation(SourceLine line) {
    if (line.isComment()) {
      return fresh.getLast();
    }
    while (old.getLast() > line.indentation()) {
      old.removeLast();
      fresh.removeLast();
    }
    if (old.getLast() < line.indentation()) {
      old.add(line.indentation());
      fresh.add(fresh.getLast() + 1 + random.nextInt(5));
    }
    return fresh.getLast();
  }

  private String space(Kind left, Kind right) {
    boolean needed = left == Kind.WORD && (right == Kind.WORD || right == Kind.OPEN_BRACKET);
    return needed ? " " + some(" \t", 2) : some(" \t", 2);
  }

  private String comment() {
    return "# note %d # \"%s".formatted(added++, random.nextBoolean() ? "é{" : "");
  }

  private String some(String characters, int most) {
    StringBuilder some = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      some.append(characters.charAt(random.nextInt(characters.length())));
    }
    return some.toString();
  }
}
