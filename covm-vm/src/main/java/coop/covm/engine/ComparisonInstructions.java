package coop.covm.engine;

import coop.covm.value.Ordering;
import coop.covm.value.StringValue;
import coop.covm.value.Value;

/** Equality and order. */
final class ComparisonInstructions {
  private ComparisonInstructions() {}

  static boolean equal(Meter meter, Value a, Value b) {
    meter.charge(Charges.equality(a, b));
    return a.equals(b);
  }

  /** Negative, zero or positive as a is smaller than, equal to or larger than b. */
  static int compare(Meter meter, String instruction, Value a, Value b) {
    if (a instanceof StringValue && b instanceof StringValue) {
      meter.charge(Charges.equality(a, b));
    }
    return Ordering.compare(instruction, a, b);
  }
}
