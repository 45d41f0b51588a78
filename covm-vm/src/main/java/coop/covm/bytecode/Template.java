package coop.covm.bytecode;

import java.util.List;

/**
 * An f-string: fixed texts with a hole between each two of them.
 *
 * @param texts one more than there are holes; may be empty strings
 */
public record Template(Kind kind, List<String> texts) {
  public Template {
    texts = List.copyOf(texts);
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("a template has at least one text");
    }
  }

  /** How many values it pops. */
  public int holes() {
    return texts.size() - 1;
  }

  /** What its text must be. */
  public enum Kind {
    TEXT,
    KEY,
    PREFIX,
    ROLE,
    ID
  }
}
