package coop.covm.value;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An IEEE 754 double that is finite and never negative zero. */
public final class NumberValue implements Value {
  private final double value;

  private NumberValue(double value) {
    this.value = value;
  }

  /**
   * The number, with negative zero made zero.
   *
   * @throws ValueException {@code NumberNotFinite} if the value is infinite or not a number
   */
  public static NumberValue of(double value) {
    return new NumberValue(Numbers.finite(value));
  }

  public double value() {
    return value;
  }

  @Override
  public ValueType type() {
    return ValueType.NUMBER;
  }

  @Override
  public long byteSize() {
    return 8;
  }

  @Override
  public int nesting() {
    return 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return switch (other) {
      case NumberValue number -> value == number.value;
      case DecimalValue decimal -> new BigDecimal(value).compareTo(decimal.value()) == 0;
      case null, default -> false;
    };
  }

  @Override
  public int hashCode() {
    return Double.hashCode(value);
  }

  @Override
  public String toString() {
    return Numbers.text(value);
  }
}
