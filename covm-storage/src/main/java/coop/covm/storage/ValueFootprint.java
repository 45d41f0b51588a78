package coop.covm.storage;

import coop.covm.value.BooleanValue;
import coop.covm.value.DecimalValue;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.Map;

/**
 * How much memory a value takes on the heap of a JVM with headers of 12 bytes and references of 4,
 * rather too much than too little. {@link Value#byteSize} is a rule for limits and quotas, and far
 * from it: a map takes several times that.
 */
final class ValueFootprint {
  private static final int NUMBER = 24;

  /** The value, a {@code BigDecimal} and its {@code BigInteger}. */
  private static final int DECIMAL = 144;

  /** A {@code String} and the header of its bytes. */
  private static final int STRING = 48;

  private static final int LIST = 80;
  private static final int MAP = 144;

  /** The node of an entry and its place in the table. */
  private static final int MAP_ENTRY = 56;

  private static final int REFERENCE = 8;

  private ValueFootprint() {}

  /** In bytes; takes as long as decoding the value did, about. */
  static long of(Value value) {
    return switch (value) {
      case NullValue ignored -> 0;
      case BooleanValue ignored -> 0;
      case NumberValue ignored -> NUMBER;
      case DecimalValue ignored -> DECIMAL;
      case StringValue text -> NUMBER + of(text.value());
      case ListValue list -> {
        long bytes = LIST;
        for (Value element : list.elements()) {
          bytes += REFERENCE + of(element);
        }
        yield bytes;
      }
      case MapValue map -> {
        long bytes = MAP;
        for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
          bytes += MAP_ENTRY + of(entry.getKey()) + of(entry.getValue());
        }
        yield bytes;
      }
    };
  }

  /** Two bytes a character, as soon as one of them needs two. */
  static long of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xFF) {
        return STRING + 2L * text.length();
      }
    }
    return STRING + 1L * text.length();
  }
}
