package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import coop.covm.engine.TracePoint;
import coop.covm.engine.Tracer;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Shows each instruction before it acts, with the top of the stack that it finds. */
final class TextTracer implements Tracer {
  /** How many values of the stack are shown, from the top. */
  private static final int SHOWN_VALUES = 8;

  /** How much of one value is shown. */
  private static final int SHOWN_CHARACTERS = 60;

  /** A value larger than this is not written out to be cut. */
  private static final int LARGE_BYTES = 1_000;

  private final Terminal terminal;

  TextTracer(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void before(TracePoint point) {
    List<String> shown = new ArrayList<>();
    if (point.height() > SHOWN_VALUES) {
      shown.add("%,d more".formatted(point.height() - SHOWN_VALUES));
    }
    point.top(SHOWN_VALUES).forEach(value -> shown.add(brief(value)));
    String indent = "  ".repeat(Math.min(point.depth(), 20));
    terminal
        .notes()
        .line(
            "trace line %s: %s%s  [%s]"
                .formatted(point.line(), indent, point.text(), String.join(", ", shown)));
  }

  private static String brief(Value value) {
    if (value.byteSize() > LARGE_BYTES) {
      return "a %s of %,d bytes".formatted(value.type().label(), value.byteSize());
    }
    String literal = value.literal();
    return literal.codePointCount(0, literal.length()) <= SHOWN_CHARACTERS
        ? literal
        : literal.substring(0, literal.offsetByCodePoints(0, SHOWN_CHARACTERS)) + "…";
  }
}
