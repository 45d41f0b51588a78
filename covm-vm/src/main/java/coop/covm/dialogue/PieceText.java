package coop.covm.dialogue;

import coop.covm.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;

/** Lines of a dialogue, put together as the text of a program; each keeps its number. */
final class PieceText {
  private final StringBuilder text = new StringBuilder();
  private final List<Integer> numbers = new ArrayList<>();

  /**
   * Adds lines.
   *
   * @param line the number of the first of them in the dialogue
   */
  PieceText add(String lines, int line) {
    if (!numbers.isEmpty()) {
      text.append('\n');
    }
    text.append(lines);
    long count = lines.chars().filter(c -> c == '\n').count() + 1;
    for (int i = 0; i < count; i++) {
      numbers.add(line + i);
    }
    return this;
  }

  /**
   * @param name how messages call the dialogue
   */
  SourceFile source(String name) {
    return SourceFile.excerpt(name, text.toString(), numbers);
  }
}
