package coop.covm.syntax;

import java.util.List;

/** A piece of a source text: what the parser reads. Space and comments are no tokens. */
sealed interface Token {
  Span span();

  /** A bare word; never empty, neither beginning nor ending in a colon. */
  record Word(String text, Span span) implements Token {}

  /**
   * A string in quotes.
   *
   * @param value with the escapes read
   * @param closed whether its closing quote is there
   */
  record Text(String value, boolean closed, Span span) implements Token {}

  /** An f-string; {@code closed} as in {@link Text}. */
  record Template(List<Operand.Part> parts, boolean closed, Span span) implements Token {}

  record Mark(Kind kind, Span span) implements Token {}

  /** Characters that have no place in the language outside strings and comments. */
  record Stray(String text, Span span) implements Token {}

  record LineEnd(Span span) implements Token {}

  /** The end of the text; follows itself. */
  record End(Span span) implements Token {}

  /** Punctuation. */
  enum Kind {
    COLON(":"),
    COMMA(","),
    SEMICOLON(";"),
    OPEN_LIST("["),
    CLOSE_LIST("]"),
    OPEN_MAP("{"),
    CLOSE_MAP("}"),
    OPEN_PARAMETERS("("),
    CLOSE_PARAMETERS(")"),
    ARROW("->");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    boolean opens() {
      return this == OPEN_LIST || this == OPEN_MAP;
    }

    boolean closes() {
      return this == CLOSE_LIST || this == CLOSE_MAP;
    }
  }

  /** Whether this is that punctuation. */
  default boolean is(Kind kind) {
    return this instanceof Mark mark && mark.kind() == kind;
  }

  /** Whether an operand begins with this token. */
  default boolean beginsOperand() {
    return switch (this) {
      case Word word -> true;
      case Text text -> true;
      case Template template -> true;
      case Mark mark -> mark.kind().opens();
      case Stray stray -> false;
      case LineEnd lineEnd -> false;
      case End end -> false;
    };
  }

  /** What this is, for a message that says what was found. */
  default String description() {
    return switch (this) {
      case Word word -> Characters.quote(word.text());
      case Text text -> "a string";
      case Template template -> "an f-string";
      case Mark mark -> "'" + mark.kind().text() + "'";
      case Stray stray -> Characters.quote(stray.text());
      case LineEnd lineEnd -> "the end of the line";
      case End end -> "the end of the file";
    };
  }
}
