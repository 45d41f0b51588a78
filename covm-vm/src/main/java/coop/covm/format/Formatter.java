package coop.covm.format;

import coop.covm.syntax.Lexeme;
import coop.covm.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays programs out in the one canonical way: a block is indented by two spaces more than its word,
 * one space stands between words, a comment behind code is one space away, at most one blank line
 * stands between two others, lines end in a line feed and in nothing else that cannot be seen.
 *
 * <p>Only white space outside strings and comments changes, and lines are neither joined nor
 * divided; so a program means the same before and after, and its text with all white space taken
 * out stays the same too. Formatting again changes nothing.
 */
public final class Formatter {
  private Formatter() {}

  /**
   * The canonical layout of a program. Takes time linear in its length and that of the result,
   * which may be longer than a program may be.
   *
   * @param source a program that parses without an error
   * @throws IllegalArgumentException if it holds what no program can
   */
  public static FormattedText format(SourceFile source) {
    List<SourceLine> written = SourceLine.of(source);
    List<Integer> depths = Depths.of(written);
    List<String> lines = new ArrayList<>();
    List<Integer> origins = new ArrayList<>();
    boolean blank = false;
    for (int i = 0; i < written.size(); i++) {
      SourceLine line = written.get(i);
      if (line.pieces().isEmpty()) {
        blank = !lines.isEmpty();
        continue;
      }
      if (blank) {
        lines.add("");
        origins.add(line.number() - 1);
        blank = false;
      }
      lines.add(laidOut(source, line, depths.get(i)));
      origins.add(line.number());
    }
    return new FormattedText(lines, origins);
  }

  private static String laidOut(SourceFile source, SourceLine line, int depth) {
    StringBuilder text = new StringBuilder("  ".repeat(depth));
    List<Lexeme> pieces = line.pieces();
    for (int i = 0; i < pieces.size(); i++) {
      Lexeme piece = pieces.get(i);
      if (i > 0 && Spacing.between(pieces.get(i - 1).kind(), piece.kind())) {
        text.append(' ');
      }
      text.append(source.text(), piece.span().start(), piece.span().end());
    }
    return withoutSpaceAtEnd(text);
  }

  /** Only a comment can end in white space; other characters that look like it are its text. */
  private static String withoutSpaceAtEnd(StringBuilder text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
      end--;
    }
    return text.substring(0, end);
  }
}
