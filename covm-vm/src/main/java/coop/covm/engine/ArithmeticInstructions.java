package coop.covm.engine;

import coop.covm.value.Arithmetic;
import coop.covm.value.Counts;
import coop.covm.value.ListValue;
import coop.covm.value.Numbers;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;

/** What {@code add} and {@code mul} mean for all types. The others are {@link Arithmetic}'s. */
final class ArithmeticInstructions {
  private ArithmeticInstructions() {}

  static Value add(Meter meter, Value a, Value b) {
    if (a instanceof StringValue x && b instanceof StringValue y) {
      long bytes = x.byteSize() + y.byteSize();
      meter.charge(Charges.bytes(bytes));
      meter.checkValue(bytes);
      return StringValue.of(x.value() + y.value());
    }
    if (a instanceof ListValue x && b instanceof ListValue y) {
      meter.charge(Charges.elements((long) x.size() + y.size()));
      meter.checkValue(x.byteSize() + y.byteSize() - ListValue.EMPTY.byteSize());
      return joined(x, y);
    }
    return Arithmetic.add(a, b);
  }

  private static Value joined(ListValue x, ListValue y) {
    List<Value> joined = new ArrayList<>(x.size() + y.size());
    joined.addAll(x.elements());
    joined.addAll(y.elements());
    return ListValue.of(joined);
  }

  static Value multiply(Meter meter, Value a, Value b) {
    if (!(a instanceof StringValue text)) {
      return Arithmetic.multiply(a, b);
    }
    long count = Counts.ofLong("mul", b, (long) Numbers.MAX_EXACT_INTEGER);
    if (text.byteSize() == 0 || count == 0) {
      return StringValue.EMPTY;
    }
    // The product may be beyond a long; the size of a text never comes near.
    long bytes =
        count > Long.MAX_VALUE / text.byteSize() ? Long.MAX_VALUE : count * text.byteSize();
    meter.checkValue(bytes);
    meter.charge(Charges.bytes(bytes));
    return StringValue.of(text.value().repeat((int) count));
  }
}
