package coop.covm.syntax;

import coop.covm.value.Value;
import java.util.List;

/** What is written behind an instruction's name. What it means depends on the instruction. */
public sealed interface Operand {
  Span span();

  /** A bare word: a name, a number, {@code true}, a key, an id. */
  record Word(String text, Span span) implements Operand {}

  /** A string in quotes, its escapes read. */
  record Text(String text, Span span) implements Operand {}

  /** A list or map literal. */
  record Literal(Value value, Span span) implements Operand {}

  /**
   * An f-string.
   *
   * @param parts text and holes in order; text parts are never empty and never adjacent
   */
  record Template(List<Part> parts, Span span) implements Operand {
    public Template {
      parts = List.copyOf(parts);
    }
  }

  /** A part of an f-string. */
  sealed interface Part {
    Span span();

    /** Text as it stands, escapes and doubled braces read. */
    record Fixed(String text, Span span) implements Part {}

    /** The value of a variable. */
    record Hole(String name, Span span) implements Part {}
  }
}
