package coop.covm.golden;

/** Finds comments in lines of a program: behind the first {@code #} that is not in a string. */
final class Comments {
  private Comments() {}

  /** The offset of the {@code #} in the line, or -1. */
  static int start(String line) {
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '#' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  /** The text of the line's comment without its {@code #} and the space around it, or "". */
  static String text(String line) {
    int start = start(line);
    return start < 0 ? "" : line.substring(start + 1).strip();
  }

  /** The line without its comment and the space before that. */
  static String code(String line) {
    int start = start(line);
    return start < 0 ? line : line.substring(0, start).stripTrailing();
  }
}
