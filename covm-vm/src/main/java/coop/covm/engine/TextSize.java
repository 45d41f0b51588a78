package coop.covm.engine;

import coop.covm.value.BooleanValue;
import coop.covm.value.DecimalValue;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Measures what {@code emit} prints before it is made: a list of short decimals may print as thirty
 * times its size. Allocates nothing that grows with the value.
 */
final class TextSize {
  private TextSize() {}

  /** Bytes of UTF-8 of {@code value.toString()}; linear time. */
  static long of(Value value) {
    return value instanceof StringValue text ? text.byteSize() : literal(value);
  }

  /** Bytes of UTF-8 of {@code value.literal()}. */
  private static long literal(Value value) {
    return switch (value) {
      case NullValue ignored -> 4;
      case BooleanValue bool -> bool.value() ? 4 : 5;
      case NumberValue number -> number.toString().length();
      case DecimalValue decimal -> plain(decimal.value());
      case StringValue text -> quoted(text.value(), text.byteSize());
      case ListValue list -> list(list);
      case MapValue map -> map(map);
    };
  }

  private static long list(ListValue list) {
    long size = 2 + 2L * Math.max(0, list.size() - 1);
    for (Value element : list.elements()) {
      size += element(element);
    }
    return size;
  }

  private static long map(MapValue map) {
    long size = 2 + 2L * Math.max(0, map.size() - 1);
    for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
      String key = entry.getKey();
      size += quoted(key, StringValue.of(key).byteSize()) + 2 + element(entry.getValue());
    }
    return size;
  }

  private static long element(Value value) {
    return literal(value) + (value instanceof DecimalValue ? 1 : 0);
  }

  /** The length of {@code BigDecimal.toPlainString}. */
  private static long plain(BigDecimal value) {
    long sign = value.signum() < 0 ? 1 : 0;
    long digits = value.precision();
    long scale = value.scale();
    if (scale <= 0) {
      return value.signum() == 0 ? 1 : sign + digits - scale;
    }
    return sign + (digits > scale ? digits + 1 : scale + 2);
  }

  private static long quoted(String text, long byteSize) {
    long size = byteSize + 2;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\' || c == '\n' || c == '\t' || c == '\r') {
        size++;
      } else if (Character.isISOControl(c)) {
        // \\u{1} for one byte, \\u{1F} for one, \\u{80} for two.
        size += 4 + (c < 0x10 ? 1 : 2) - (c < 0x80 ? 1 : 2);
      }
    }
    return size;
  }
}
