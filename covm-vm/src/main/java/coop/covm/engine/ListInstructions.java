package coop.covm.engine;

import static coop.covm.value.ValueError.INDEX_OUT_OF_RANGE;

import coop.covm.value.ListValue;
import coop.covm.value.Ordering;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import coop.covm.value.ValueException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Instructions on whole lists. */
final class ListInstructions {
  /** After so many comparisons a sort looks at the clock. */
  private static final int COMPARISONS = 4096;

  private ListInstructions() {}

  static Value slice(Meter meter, Value container, Value from, Value to) {
    return switch (container) {
      case ListValue list -> {
        int end = Operands.index("slice", to, list.size());
        int start = start(from, end);
        meter.charge(Charges.elements(end - start));
        yield ListValue.of(list.elements().subList(start, end));
      }
      case StringValue text -> {
        meter.charge(Charges.codePoints(text));
        int end = Operands.index("slice", to, text.codePoints());
        int start = start(from, end);
        if (Charges.isAscii(text)) {
          meter.charge(Charges.bytes(end - start));
        }
        yield TextInstructions.codePoints(text, start, end);
      }
      default -> throw Operands.mismatch("slice", "a list or string", container);
    };
  }

  private static int start(Value from, int end) {
    double start = Operands.wholeNumber("slice", from);
    if (start < 0 || start > end) {
      throw new ValueException(
          INDEX_OUT_OF_RANGE,
          "slice: the start %s is not between 0 and the end %s".formatted(from, end));
    }
    return (int) start;
  }

  /**
   * Strings by code point, or numbers and decimals by value; a stable sort. A list of one element
   * is checked too.
   */
  static Value sort(Meter meter, Value container) {
    ListValue list = Operands.list("sort", container);
    meter.charge(Charges.sort(list));
    if (list.size() > 0) {
      int ignored = Ordering.compare("sort", list.get(0), list.get(0));
    }
    List<Value> elements = new ArrayList<>(list.elements());
    elements.sort(order(meter));
    return ListValue.of(elements);
  }

  private static Comparator<Value> order(Meter meter) {
    return new Comparator<>() {
      private int comparisons;

      @Override
      public int compare(Value a, Value b) {
        if (++comparisons % COMPARISONS == 0) {
          meter.lookAtClock();
        }
        return Ordering.compare("sort", a, b);
      }
    };
  }

  static Value join(Meter meter, Value container, Value separator) {
    ListValue list = Operands.list("join", container);
    StringValue between = Operands.string("join", separator);
    meter.charge(Charges.copy(list));
    long bytes = Math.max(0, list.size() - 1) * between.byteSize();
    for (Value element : list.elements()) {
      bytes += Operands.string("join", element).byteSize();
    }
    meter.checkValue(bytes);
    meter.charge(Charges.bytes(bytes));
    StringBuilder joined = new StringBuilder((int) bytes);
    String gap = "";
    for (Value element : list.elements()) {
      joined.append(gap).append(((StringValue) element).value());
      gap = between.value();
    }
    return StringValue.of(joined.toString());
  }
}
