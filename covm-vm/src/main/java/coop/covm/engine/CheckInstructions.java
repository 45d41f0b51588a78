package coop.covm.engine;

import static coop.covm.engine.TrapCode.ASSERTION_FAILED;

import coop.covm.value.Counts;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Instructions that end the run when something does not hold. */
final class CheckInstructions {
  private CheckInstructions() {}

  /** {@code asserttop} and {@code assertmemory}: what holds the value that is asserted. */
  static void assertEqual(Meter meter, String place, Value actual, Value expected) {
    if (!ComparisonInstructions.equal(meter, actual, expected)) {
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("expected", BriefText.of(expected));
      facts.put("actual", BriefText.of(actual));
      throw new TrapException(
          ASSERTION_FAILED,
          "%s is %s, not %s".formatted(place, BriefText.of(actual), BriefText.of(expected)),
          facts);
    }
  }

  /** How many values {@code assertequalstack} looks at. */
  static int equalCount(Value count, int height) {
    int wanted = Counts.of("assertequalstack", count, Integer.MAX_VALUE);
    if (wanted > height) {
      throw new TrapException(
          ASSERTION_FAILED,
          "the stack holds %s values, and the top %s were to be equal".formatted(height, wanted));
    }
    return wanted;
  }

  /** {@code assertequalstack}: each of the values, top last, equals the next. */
  static void assertEqualStack(Meter meter, List<Value> values) {
    for (int i = values.size() - 1; i > 0; i--) {
      Value upper = values.get(i);
      Value lower = values.get(i - 1);
      if (!ComparisonInstructions.equal(meter, lower, upper)) {
        throw new TrapException(
            ASSERTION_FAILED,
            "the top %s values differ: %s and, below it, %s"
                .formatted(values.size(), BriefText.of(upper), BriefText.of(lower)));
      }
    }
  }

  static void require(Value condition, Value message) {
    StringValue text = Operands.string("require", message);
    if (!Operands.condition(condition)) {
      throw new TrapException(TrapCode.REQUIREMENT_FAILED, BriefText.message(text.value()));
    }
  }

  static TrapException fail(Value message) {
    StringValue text = Operands.string("fail", message);
    return new TrapException(TrapCode.FAILED, BriefText.message(text.value()));
  }
}
