package coop.covm.cli;

import coop.covm.syntax.Literals;
import coop.covm.value.StringValue;
import coop.covm.value.Value;

/** Values given on the command line. */
final class Literal {
  private Literal() {}

  /**
   * The value of a text that is a literal of the language; any other text is a string as it stands.
   *
   * @throws coop.covm.value.ValueException {@code InvalidText} if the text is not well-formed
   *     Unicode
   */
  static Value orString(String text) {
    return switch (Literals.parse(text)) {
      case Literals.Valid(Value value) -> value;
      case Literals.Invalid ignored -> StringValue.of(text);
    };
  }
}
