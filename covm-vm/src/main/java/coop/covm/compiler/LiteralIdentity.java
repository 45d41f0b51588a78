package coop.covm.compiler;

import coop.covm.value.BooleanValue;
import coop.covm.value.DecimalValue;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Texts that are equal exactly when two values are the same. Unlike values themselves they are
 * ordered, so hash tables of them stay quick whatever a hostile program's literals hash to.
 */
final class LiteralIdentity {
  private final StringBuilder out = new StringBuilder();
  private final boolean exact;

  private LiteralIdentity(boolean exact) {
    this.exact = exact;
  }

  /** The same for two values of the same type that print alike, so never for 1, 1m and 1.0m. */
  static String exact(Value value) {
    LiteralIdentity identity = new LiteralIdentity(true);
    identity.write(value);
    return identity.out.toString();
  }

  /** The same for two values that are {@code eq}, so also for 1, 1m and 1.0m. */
  static String equality(Value value) {
    LiteralIdentity identity = new LiteralIdentity(false);
    identity.write(value);
    return identity.out.toString();
  }

  private void write(Value value) {
    switch (value) {
      case NullValue ignored -> out.append('n');
      case BooleanValue bool -> out.append(bool);
      case NumberValue number -> number(number.value());
      case DecimalValue decimal -> decimal(decimal.value());
      case StringValue string -> string(string.value());
      case ListValue list -> list(list.elements());
      case MapValue map -> map(exact ? map.entries() : new TreeMap<>(map.entries()));
    }
  }

  private void number(double value) {
    // A number with more digits than a decimal can hold equals no decimal.
    BigDecimal digits = exact ? BigDecimal.ZERO : new BigDecimal(value).stripTrailingZeros();
    if (exact || digits.precision() > DecimalValue.MAX_DIGITS) {
      out.append('d').append(Long.toHexString(Double.doubleToLongBits(value)));
    } else {
      digits(digits);
    }
  }

  private void decimal(BigDecimal value) {
    digits(exact ? value : value.stripTrailingZeros());
  }

  private void digits(BigDecimal value) {
    out.append(value.unscaledValue()).append('e').append(-value.scale());
  }

  private void string(String value) {
    // The length in front keeps strings that hold quotes or commas apart.
    out.append('"').append(value.length()).append(':').append(value);
  }

  private void list(Collection<Value> elements) {
    out.append('[');
    for (Value element : elements) {
      write(element);
      out.append(',');
    }
    out.append(']');
  }

  private void map(Map<String, Value> entries) {
    out.append('{');
    for (Map.Entry<String, Value> entry : entries.entrySet()) {
      string(entry.getKey());
      write(entry.getValue());
      out.append(',');
    }
    out.append('}');
  }
}
