package coop.covm.engine;

import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * The common cases of instructions, which neither charge nor fail, so that generated code need not
 * get ready for that. Null says that the instruction's own method has to decide.
 */
final class QuickPaths {
  private QuickPaths() {}

  static @Nullable Value get(Value container, Value key) {
    if (container instanceof MapValue map) {
      return key instanceof StringValue text && Charges.deep(text) == 0
          ? map.get(text.value()).orElse(null)
          : null;
    }
    return key instanceof NumberValue number ? get(container, number.value()) : null;
  }

  static @Nullable Value get(Value container, double key) {
    int index = (int) key;
    return container instanceof ListValue list && index == key && index >= 0 && index < list.size()
        ? list.get(index)
        : null;
  }

  static @Nullable Value put(Meter meter, Value container, Value key, Value value) {
    if (container instanceof MapValue map
        && key instanceof StringValue text
        && Charges.deep(text) == 0
        && value.nesting() < Value.MAX_NESTING
        && !map.putLooksThroughAll(text.value(), value)) {
      MapValue changed = map.put(text.value(), value);
      return changed.byteSize() <= meter.valueBytes() ? changed : null;
    }
    return null;
  }

  static @Nullable Value append(Meter meter, Value container, Value value) {
    if (container instanceof ListValue list && value.nesting() < Value.MAX_NESTING) {
      ListValue longer = list.append(value);
      return longer.byteSize() <= meter.valueBytes() ? longer : null;
    }
    return null;
  }

  static @Nullable Value add(Value a, Value b) {
    return b instanceof NumberValue number ? add(a, number.value()) : null;
  }

  static @Nullable Value add(double a, Value b) {
    return add(b, a);
  }

  static @Nullable Value add(Value a, double b) {
    if (a instanceof NumberValue number) {
      double sum = number.value() + b;
      return Math.abs(sum) <= Double.MAX_VALUE ? NumberValue.of(sum) : null;
    }
    return null;
  }
}
