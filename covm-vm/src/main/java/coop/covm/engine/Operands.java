package coop.covm.engine;

import static coop.covm.value.ValueError.INDEX_OUT_OF_RANGE;
import static coop.covm.value.ValueError.INVALID_COUNT;
import static coop.covm.value.ValueError.TYPE_MISMATCH;

import coop.covm.value.BooleanValue;
import coop.covm.value.DecimalValue;
import coop.covm.value.ListValue;
import coop.covm.value.NumberValue;
import coop.covm.value.Numbers;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import coop.covm.value.ValueException;

/** Takes what instructions pop as what they need, or fails with what they expected. */
final class Operands {
  private Operands() {}

  static StringValue string(String instruction, Value value) {
    if (value instanceof StringValue string) {
      return string;
    }
    throw mismatch(instruction, "a string", value);
  }

  static ListValue list(String instruction, Value value) {
    if (value instanceof ListValue list) {
      return list;
    }
    throw mismatch(instruction, "a list", value);
  }

  /** Whether a condition holds: a boolean, or a number or decimal that is not zero. */
  static boolean condition(Value value) {
    return switch (value) {
      case BooleanValue bool -> bool.value();
      case NumberValue number -> number.value() != 0;
      case DecimalValue decimal -> decimal.value().signum() != 0;
      default -> throw mismatch("a condition", "a boolean, number or decimal", value);
    };
  }

  /** An index from 0 to {@code last}. */
  static int index(String instruction, Value value, int last) {
    double index = wholeNumber(instruction, value);
    if (index < 0 || index > last) {
      throw outOfRange(instruction, value, last);
    }
    return (int) index;
  }

  private static ValueException outOfRange(String instruction, Value value, int last) {
    return new ValueException(
        INDEX_OUT_OF_RANGE,
        last < 0
            ? "%s: there is no index %s, since there are no elements".formatted(instruction, value)
            : "%s: the index %s is not between 0 and %s".formatted(instruction, value, last));
  }

  /** Whether a number is an index from 0 to {@code last}. */
  static boolean isIndex(String instruction, Value value, int last) {
    double index = number(instruction, value);
    return Numbers.isIntegral(index) && index >= 0 && index <= last;
  }

  /** An integral number of either sign. */
  static double wholeNumber(String instruction, Value value) {
    double number = number(instruction, value);
    if (!Numbers.isIntegral(number)) {
      throw new ValueException(
          INVALID_COUNT, "%s takes a whole number, not %s".formatted(instruction, value));
    }
    return number;
  }

  private static double number(String instruction, Value value) {
    if (value instanceof NumberValue number) {
      return number.value();
    }
    throw mismatch(instruction, "a whole number", value);
  }

  static ValueException mismatch(String instruction, String expected, Value value) {
    return new ValueException(
        TYPE_MISMATCH,
        "%s takes %s, not a %s".formatted(instruction, expected, value.type().label()));
  }
}
