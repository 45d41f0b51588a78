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
 * from it: a large map takes several times that.
 */
final class ValueFootprint {
  private static final int NUMBER = 24;

  /** The value, a {@code BigDecimal} and its {@code BigInteger}. */
  private static final int DECIMAL = 144;

  /** A {@code String} and the header of its bytes. */
  private static final int STRING = 48;

  private static final int LIST = 80;
  private static final int MAP = 144;

  /** An entry's place in a table, its key and its value, and its share of tries in a larger map. */
  private static final int MAP_ENTRY = 56;

  /** The same in maps that need no tries. */
  private static final int SMALL_MAP_ENTRY = 14;

  private static final int SMALL_MAP = 16;

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
        int each = map.size() <= SMALL_MAP ? SMALL_MAP_ENTRY : MAP_ENTRY;
        long bytes = MAP;
        for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
          bytes += each + of(entry.getKey()) + of(entry.getValue());
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
