package coop.covm.cli;

import coop.covm.cli.output.ControlCharacters;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Values as literals, cut to what a person reads in a line, and cheap however large they are. */
final class BriefValue {
  /** How many values of a stack are shown, from the top. */
  static final int SHOWN_VALUES = 8;

  /** A value larger than this is not written out to be cut. */
  private static final int LARGE_BYTES = 1_000;

  /** How much of a value that has a line to itself is shown. */
  static final int LINE_CHARACTERS = 200;

  private static final int SHOWN_CHARACTERS = 40;

  private BriefValue() {}

  /** The value as a literal without control characters, or its type and size. */
  static String of(Value value) {
    return of(value, SHOWN_CHARACTERS);
  }

  /** The same with so many characters at most. */
  static String of(Value value, int codePoints) {
    return value.byteSize() > LARGE_BYTES
        ? "a %s of %,d bytes".formatted(value.type().label(), value.byteSize())
        : cut(ControlCharacters.escaped(value.literal()), codePoints);
  }

  /**
   * A stack in brackets, top last.
   *
   * @param top the values at its top
   * @param height how many it has
   */
  static String stack(List<Value> top, int height) {
    List<String> shown = new ArrayList<>();
    if (height > top.size()) {
      shown.add("%,d more".formatted(height - top.size()));
    }
    top.forEach(value -> shown.add(of(value)));
    return "[" + String.join(", ", shown) + "]";
  }

  /** The text, cut behind so many code points. */
  static String cut(String text, int codePoints) {
    return text.codePointCount(0, text.length()) <= codePoints
        ? text
        : text.substring(0, text.offsetByCodePoints(0, codePoints)) + "…";
  }
}
