package coop.covm.syntax;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** The number of each line, ascending or not, each once; null if they are 1, 2, 3 and so on. */
  private final int @Nullable [] numbers;

  /**
   * @param name how messages call the file: its path as the user gave it, or {@code <stdin>}
   */
  public SourceFile(String name, String text) {
    this(name, text, null);
  }

  private SourceFile(String name, String text, int @Nullable [] numbers) {
    this.name = name;
    this.text = text;
    this.lineStarts = lineStarts(text);
    this.numbers = numbers;
  }

  /**
   * Lines picked from a longer text, which keep the numbers that they have there.
   *
   * @param name how messages call the longer text
   * @param numbers the number of each line of the text, no two the same
   * @throws IllegalArgumentException if there are more or fewer numbers than lines
   */
  public static SourceFile excerpt(String name, String text, List<Integer> numbers) {
    SourceFile excerpt =
        new SourceFile(name, text, numbers.stream().mapToInt(Integer::intValue).toArray());
    if (numbers.size() != excerpt.lineCount()) {
      throw new IllegalArgumentException(
          "%s numbers for %s lines".formatted(numbers.size(), excerpt.lineCount()));
    }
    return excerpt;
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

  /** The number of the line of an offset: from 1, or as the excerpt has it. */
  public int line(int offset) {
    return number(index(offset) + 1);
  }

  /** The number of the line that is the first, second or so on of this text. */
  public int number(int place) {
    return numbers == null ? place : numbers[place - 1];
  }

  /** Which line has a number; the first is 0. */
  private int indexOf(int line) {
    if (numbers == null) {
      return line - 1;
    }
    int index = 0;
    while (numbers[index] != line) {
      index++;
    }
    return index;
  }

  private int index(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found : -found - 2;
  }

  /** The column of an offset in its line, from 1, in code points. */
  public int column(int offset) {
    return text.codePointCount(lineStarts[index(offset)], offset) + 1;
  }

  /** The offset at which the line of a number begins. */
  public int lineStart(int line) {
    return lineStarts[indexOf(line)];
  }

  /** The text of the line of a number, without its line end. */
  public String lineText(int line) {
    int index = indexOf(line);
    int start = lineStarts[index];
    int end = index + 1 < lineStarts.length ? lineStarts[index + 1] - 1 : text.length();
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
