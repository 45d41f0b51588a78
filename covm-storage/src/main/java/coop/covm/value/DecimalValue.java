package coop.covm.value;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An exact decimal: a coefficient of at most 34 digits times ten to an exponent between -999 and
 * 999. The scale (the number of digits after the point) is kept, so {@code 90.10} prints as it was
 * written, but does not matter when values are compared.
 */
public final class DecimalValue implements Value {
  /** How many significant digits a decimal holds at most. */
  public static final int MAX_DIGITS = 34;

  /** The largest exponent, and the negative of the smallest. */
  public static final int MAX_EXPONENT = 999;

  private final BigDecimal value;

  private DecimalValue(BigDecimal value) {
    this.value = value;
  }

  /**
   * The decimal of this exact value and, where it is not negative, of this scale.
   *
   * @throws ValueException {@code DecimalOverflow} if it needs more than {@value #MAX_DIGITS}
   *     digits or an exponent beyond {@value #MAX_EXPONENT}
   */
  public static DecimalValue of(BigDecimal value) {
    BigDecimal canonical =
        value.scale() < 0 || value.precision() > MAX_DIGITS ? wholeOrShorter(value) : value;
    if (canonical.precision() > MAX_DIGITS || Math.abs((long) canonical.scale()) > MAX_EXPONENT) {
      throw new ValueException(
          ValueError.DECIMAL_OVERFLOW,
          "the result needs %s digits and the exponent %s; a decimal has at most %s digits and exponents from -%s to %s"
              .formatted(
                  canonical.precision(),
                  -(long) canonical.scale(),
                  MAX_DIGITS,
                  MAX_EXPONENT,
                  MAX_EXPONENT));
    }
    return new DecimalValue(canonical);
  }

  /**
   * A whole value has scale 0 if its digits fit, else the shortest coefficient; so each value of a
   * scale has one form.
   */
  private static BigDecimal wholeOrShorter(BigDecimal value) {
    if (value.scale() > 0) {
      return value;
    }
    if (value.signum() == 0) {
      return BigDecimal.ZERO;
    }
    return (long) value.precision() - value.scale() <= MAX_DIGITS
        ? value.setScale(0)
        : value.stripTrailingZeros();
  }

  public BigDecimal value() {
    return value;
  }

  @Override
  public ValueType type() {
    return ValueType.DECIMAL;
  }

  @Override
  public long byteSize() {
    return 24;
  }

  @Override
  public int nesting() {
    return 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return switch (other) {
      case DecimalValue decimal -> value.compareTo(decimal.value) == 0;
      case NumberValue number -> new BigDecimal(number.value()).compareTo(value) == 0;
      case null, default -> false;
    };
  }

  @Override
  public int hashCode() {
    // Equal to the hash of an equal number, since the two compare equal.
    return Double.hashCode(Numbers.positiveZero(value.doubleValue()));
  }

  /** Plain digits with the scale kept, never an exponent: {@code 90.10}. */
  @Override
  public String toString() {
    return value.toPlainString();
  }
}
