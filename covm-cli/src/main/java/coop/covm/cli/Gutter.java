package coop.covm.cli;

import coop.covm.syntax.SourceFile;

/** The column of line numbers before what is shown of a program, as errors have it. */
final class Gutter {
  private final int width;

  Gutter(SourceFile source) {
    this.width = Math.max(4, Integer.toString(source.lineCount()).length() + 1);
  }

  /** A text of a line. */
  String line(int number, String text) {
    return "%%%ss | %%s".formatted(width).formatted(number, text).stripTrailing();
  }

  /** A text that belongs to the line above. */
  String more(String text) {
    return (" ".repeat(width) + " | " + text).stripTrailing();
  }
}
