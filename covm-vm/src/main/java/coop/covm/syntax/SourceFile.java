package coop.covm.syntax;

import java.util.Arrays;

/**
 * The decoded text of a program, with its lines. Line ends are {@code \n} and {@code \r\n}; a byte
 * order mark at the beginning has been skipped.
 */
public final class SourceFile {
  /** The largest source, in bytes: 1 MiB. */
  public static final int MAX_BYTES = 1 << 20;

  private final String name;
  private final String text;
  private final int[] lineStarts;

  /**
   * @param name how messages call the file: its path as the user gave it, or {@code <stdin>}
   */
  public SourceFile(String name, String text) {
    this.name = name;
    this.text = text;
    this.lineStarts = lineStarts(text);
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = i + 1;
    }
    return Arrays.copyOf(starts, count);
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /** How many lines the text has, at least 1. */
  public int lineCount() {
    return lineStarts.length;
  }

  /** The line of an offset, from 1. */
  public int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The column of an offset in its line, from 1, in code points. */
  public int column(int offset) {
    return text.codePointCount(lineStarts[line(offset) - 1], offset) + 1;
  }

  /** The offset at which a line begins; lines count from 1. */
  public int lineStart(int line) {
    return lineStarts[line - 1];
  }

  /** The text of a line without its line end. */
  public String lineText(int line) {
    int start = lineStarts[line - 1];
    int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
    return text.substring(start, end > start && text.charAt(end - 1) == '\r' ? end - 1 : end);
  }

  /**
   * The text of a line as a terminal may show it: without its line end and its indentation, what
   * cannot be seen escaped, cut behind 100 columns.
   */
  public String shownLine(int line) {
    return ShownLine.of(lineText(line).strip(), 0, 0).text();
  }
}
