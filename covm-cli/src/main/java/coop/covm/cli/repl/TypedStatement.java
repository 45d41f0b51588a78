package coop.covm.cli.repl;

import java.util.ArrayList;
import java.util.List;

/**
 * The statement before the cursor, as far as it is typed.
 *
 * @param words the whole words before the one at the cursor
 * @param start where the word at the cursor begins
 * @param hole where the name in the hole of an f-string begins that the cursor is in, or -1
 */
record TypedStatement(List<String> words, int start, int hole) {
  TypedStatement {
    words = List.copyOf(words);
  }

  /** Where the last statement of a text begins, behind its spaces. */
  static int startOfLast(String text) {
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '\n' || (c == ';' && !quoted)) {
        start = i + 1;
        quoted = false;
      }
    }
    return skipSpaces(text, start);
  }

  static int skipSpaces(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  /**
   * Cuts the text from an offset on into words; one in quotes may hold spaces.
   *
   * @param from where the statement begins
   */
  static TypedStatement of(String text, int from) {
    List<String> words = new ArrayList<>();
    int start = from;
    boolean quoted = false;
    int hole = -1;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
        hole = -1;
      } else if (quoted && c == '{') {
        hole = text.charAt(start) == 'f' && hole != i ? i + 1 : -1;
      } else if (quoted && c == '}') {
        hole = -1;
      } else if (c == ' ' && !quoted) {
        if (i > start) {
          words.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return new TypedStatement(words, start, hole);
  }
}
