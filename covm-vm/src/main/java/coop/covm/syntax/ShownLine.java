package coop.covm.syntax;

/**
 * A source line made fit for a terminal, with the columns of a fault in it: tabs become spaces,
 * what cannot be seen becomes an escape, a long line is cut around the fault.
 *
 * @param text the line as it is shown
 * @param caret how many columns stand before the fault
 * @param width how many columns the fault takes, at least 1
 */
record ShownLine(String text, int caret, int width) {
  /** How many columns of a line are shown. */
  private static final int MAX_COLUMNS = 100;

  /** How many of them stand before the fault when the line is cut there. */
  private static final int COLUMNS_BEFORE = 40;

  private static final int TAB_COLUMNS = 4;
  private static final String CUT = "…";

  /**
   * @param line the line without its end
   * @param start where the fault begins in it, in UTF-16 units
   * @param end where it ends, exclusive; at most the line's length
   */
  static ShownLine of(String line, int start, int end) {
    int from = cutStart(line, start);
    StringBuilder out = new StringBuilder(from > 0 ? CUT : "");
    int columns = out.length();
    int caret = columns;
    int faultEnd = columns;
    int i = from;
    while (i < line.length() && columns < MAX_COLUMNS) {
      int c = line.codePointAt(i);
      caret = i == start ? columns : caret;
      columns += append(out, c, columns);
      i += Character.charCount(c);
      faultEnd = i <= end ? columns : faultEnd;
    }
    if (start >= i) {
      caret = columns;
      faultEnd = columns;
    }
    if (i < line.length()) {
      out.append(CUT);
    }
    return new ShownLine(out.toString(), caret, Math.max(1, faultEnd - caret));
  }

  /** Where the shown part begins: at the line's own beginning, if the fault can be seen then. */
  private static int cutStart(String line, int start) {
    int columns = 0;
    int i = start;
    int cut = start;
    while (i > 0 && columns < MAX_COLUMNS - COLUMNS_BEFORE) {
      int c = line.codePointBefore(i);
      i -= Character.charCount(c);
      columns += c == '\t' ? TAB_COLUMNS : columns(c);
      cut = columns <= COLUMNS_BEFORE ? i : cut;
    }
    return columns < MAX_COLUMNS - COLUMNS_BEFORE ? 0 : cut;
  }

  private static int append(StringBuilder out, int c, int column) {
    if (c == '\t') {
      int spaces = TAB_COLUMNS - column % TAB_COLUMNS;
      out.repeat(' ', spaces);
      return spaces;
    }
    if (isEscaped(c)) {
      String escape = Characters.escape(c);
      out.append(escape);
      return escape.length();
    }
    out.appendCodePoint(c);
    return columns(c);
  }

  private static boolean isEscaped(int c) {
    return Characters.isInvisible(c) && c != 0x3000;
  }

  /** How many columns of a terminal a character takes; a fair guess where terminals differ. */
  private static int columns(int c) {
    if (isEscaped(c)) {
      return Characters.escape(c).length();
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  /** Unicode's East Asian Width W and F (UAX 11), by blocks, and the emoji. */
  private static boolean isWide(int c) {
    return c >= 0x1100
        && (c <= 0x115F
            || (c >= 0x2E80 && c <= 0xA4CF && c != 0x303F)
            || (c >= 0xAC00 && c <= 0xD7A3)
            || (c >= 0xF900 && c <= 0xFAFF)
            || (c >= 0xFE30 && c <= 0xFE6F)
            || (c >= 0xFF00 && c <= 0xFF60)
            || (c >= 0xFFE0 && c <= 0xFFE6)
            || (c >= 0x1F300 && c <= 0x1F64F)
            || (c >= 0x1F680 && c <= 0x1F6FF)
            || (c >= 0x1F900 && c <= 0x1FAFF)
            || (c >= 0x20000 && c <= 0x3FFFD));
  }
}
