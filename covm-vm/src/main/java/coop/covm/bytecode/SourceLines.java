package coop.covm.bytecode;

import java.util.Arrays;

/** Where the lines of a module's source text begin. Line ends are {@code \n}. */
public final class SourceLines {
  private final String text;
  private final int[] starts;

  private SourceLines(String text) {
    this.text = text;
    this.starts = starts(text);
  }

  /** The lines of a module's source; linear time, so worth keeping. */
  public static SourceLines of(Module module) {
    return new SourceLines(module.source());
  }

  private static int[] starts(String text) {
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

  /** The line, from 1, of a place in the text. */
  public int line(int place) {
    int found = Arrays.binarySearch(starts, place);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The column, from 1, in code points, of a place in the text. */
  public int column(int place) {
    return text.codePointCount(starts[line(place) - 1], place) + 1;
  }

  /**
   * The line, from 1, that the instruction at an offset of a verified function comes from; 0 in a
   * function of the library, which is not in the text.
   */
  public int line(Function function, int offset) {
    if (function.library()) {
      return 0;
    }
    Code code = function.code();
    return line(code.spanStart(code.placeOf(offset)));
  }
}
