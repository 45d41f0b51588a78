package coop.covm.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns: all aligned to the right but the last, which may be of any width. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();

  TextTable(String... headings) {
    rows.add(headings);
  }

  /** Adds a row of as many cells as there are headings. */
  void row(String... cells) {
    rows.add(cells);
  }

  /** The lines, the headings first. */
  List<String> lines() {
    int last = rows.getFirst().length - 1;
    int[] widths = new int[last];
    for (String[] row : rows) {
      for (int column = 0; column < last; column++) {
        widths[column] = Math.max(widths[column], row[column].length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(String[] row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      line.repeat(' ', widths[column] - row[column].length()).append(row[column]).append(GAP);
    }
    return line.append(row[widths.length]).toString().stripTrailing();
  }
}
