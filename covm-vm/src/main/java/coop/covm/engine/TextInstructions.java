package coop.covm.engine;

import coop.covm.value.ListValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Instructions on strings alone. */
final class TextInstructions {
  /** What an element costs in the size of a list. */
  private static final long ENTRY_BYTES = 8;

  private TextInstructions() {}

  /** The code points from an index up to, not including, another. */
  static StringValue codePoints(StringValue text, int from, int to) {
    String units = text.value();
    int start = Charges.isAscii(text) ? from : units.offsetByCodePoints(0, from);
    int end = Charges.isAscii(text) ? to : units.offsetByCodePoints(start, to - from);
    return StringValue.of(units.substring(start, end));
  }

  /**
   * The parts between separators: one more than there are separators. An empty separator splits
   * between all code points, so the empty text has no parts then.
   */
  static Value split(Meter meter, Value value, Value separator) {
    StringValue text = Operands.string("split", value);
    StringValue between = Operands.string("split", separator);
    meter.charge(Charges.bytes(text.byteSize() + between.byteSize()));
    return between.byteSize() == 0 ? split(meter, text) : split(meter, text, between);
  }

  private static ListValue split(Meter meter, StringValue text) {
    int count = text.codePoints();
    checkParts(meter, count, text.byteSize());
    List<Value> parts = new ArrayList<>(count);
    String units = text.value();
    for (int i = 0; i < units.length(); ) {
      int next = units.offsetByCodePoints(i, 1);
      parts.add(StringValue.of(units.substring(i, next)));
      i = next;
    }
    return ListValue.of(parts);
  }

  private static ListValue split(Meter meter, StringValue text, StringValue between) {
    TextSearch search = TextSearch.of(between.value());
    String units = text.value();
    int length = between.value().length();
    int count = 1;
    for (int i = search.next(units, 0); i >= 0; i = search.next(units, i + length)) {
      count++;
    }
    checkParts(meter, count, text.byteSize() - (count - 1) * between.byteSize());
    List<Value> parts = new ArrayList<>(count);
    int start = 0;
    for (int i = search.next(units, 0); i >= 0; i = search.next(units, start)) {
      parts.add(StringValue.of(units.substring(start, i)));
      start = i + length;
    }
    parts.add(StringValue.of(units.substring(start)));
    return ListValue.of(parts);
  }

  private static void checkParts(Meter meter, long count, long bytes) {
    meter.checkValue(ListValue.EMPTY.byteSize() + count * ENTRY_BYTES + bytes);
    meter.charge(Charges.elements(count));
  }

  static Value lower(Meter meter, Value value) {
    return changed(meter, Operands.string("lower", value), LetterCase::lower);
  }

  static Value upper(Meter meter, Value value) {
    return changed(meter, Operands.string("upper", value), LetterCase::upper);
  }

  /** A change of case makes at most three code units of one, so making it is bounded. */
  private static Value changed(Meter meter, StringValue text, UnaryOperator<String> change) {
    long read = Charges.deep(text);
    meter.charge(read);
    StringValue changed = StringValue.of(change.apply(text.value()));
    meter.charge(Charges.deep(changed) - read);
    return meter.checked(changed);
  }

  static Value trim(Meter meter, Value value) {
    StringValue text = Operands.string("trim", value);
    meter.charge(Charges.deep(text));
    String units = text.value();
    int start = 0;
    int end = units.length();
    while (start < end && isWhiteSpace(units.charAt(start))) {
      start++;
    }
    while (end > start && isWhiteSpace(units.charAt(end - 1))) {
      end--;
    }
    return StringValue.of(units.substring(start, end));
  }

  /** Unicode's property White_Space; none is beyond U+FFFF. */
  private static boolean isWhiteSpace(char c) {
    return Character.isSpaceChar(c) || (c >= '\t' && c <= '\r') || c == '\u0085';
  }
}
