package coop.covm.storage;

import coop.covm.value.Arithmetic;
import coop.covm.value.DecimalValue;
import coop.covm.value.NumberValue;
import coop.covm.value.Numbers;
import coop.covm.value.Value;
import coop.covm.value.ValueError;
import coop.covm.value.ValueException;
import java.math.BigDecimal;
import java.util.Optional;

/** What an increment makes of a value. */
final class Increments {
  private static final NumberValue ZERO = NumberValue.of(0);
  private static final BigDecimal MAX_INTEGER = new BigDecimal(Numbers.MAX_EXACT_INTEGER);

  private Increments() {}

  /**
   * @throws ValueException {@code TypeMismatch} if the amount is neither number nor decimal
   */
  static void checkAmount(Value amount) {
    if (!isNumeric(amount)) {
      throw new ValueException(
          ValueError.TYPE_MISMATCH,
          "an increment is a number or a decimal, not a " + amount.type().label());
    }
  }

  /**
   * The value with the amount added; 0 plus the amount if there is none.
   *
   * @throws IncrementException if the amount does not fit the value
   */
  static Value apply(Key key, Optional<Value> value, Value amount) {
    Value from = value.orElse(ZERO);
    if (!isNumeric(from)) {
      throw new IncrementException(
          ValueError.TYPE_MISMATCH,
          key,
          "the key %s holds a %s; only a number or a decimal can be incremented"
              .formatted(key, from.type().label()));
    }
    if (isLostBeyondExactIntegers(from, amount)) {
      throw overflow(key, from, amount);
    }
    Value result;
    try {
      result = Arithmetic.add(from, amount);
    } catch (ValueException e) {
      throw new IncrementException(
          e.code(),
          key,
          "the key %s cannot be incremented by %s: %s".formatted(key, amount, e.getMessage()));
    }
    if (result instanceof NumberValue number
        && Numbers.isIntegral(number.value())
        && Math.abs(number.value()) > Numbers.MAX_EXACT_INTEGER) {
      throw overflow(key, from, amount);
    }
    return result;
  }

  private static boolean isNumeric(Value value) {
    return value instanceof NumberValue || value instanceof DecimalValue;
  }

  /** Whether the exact sum of two integers lies where the double sum may have been rounded. */
  private static boolean isLostBeyondExactIntegers(Value a, Value b) {
    return a instanceof NumberValue x
        && b instanceof NumberValue y
        && Numbers.isIntegral(x.value())
        && Numbers.isIntegral(y.value())
        && new BigDecimal(x.value()).add(new BigDecimal(y.value())).abs().compareTo(MAX_INTEGER)
            > 0;
  }

  private static IncrementException overflow(Key key, Value from, Value amount) {
    return new IncrementException(
        StorageError.INCREMENT_OVERFLOW,
        key,
        "the key %s: %s plus %s lies beyond 2^53, where not every integer is a number; use a decimal"
            .formatted(key, from, amount));
  }
}
