package coop.covm.value;

import static coop.covm.value.ValueError.DECIMAL_OVERFLOW;
import static coop.covm.value.ValueError.DIVISION_BY_ZERO;
import static coop.covm.value.ValueError.TYPE_MISMATCH;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The arithmetic of numbers and decimals. Two numbers give a number. Where a decimal takes part the
 * result is a decimal, exact or refused; a number may meet a decimal only if it is integral. Each
 * method throws a {@link ValueException}: {@code TypeMismatch} for other operands, {@code
 * NumberNotFinite} or {@code DecimalOverflow} for a result that cannot be held.
 */
public final class Arithmetic {
  private static final MathContext DIVISION =
      new MathContext(DecimalValue.MAX_DIGITS, RoundingMode.HALF_EVEN);

  private Arithmetic() {}

  /** The sum; of decimals with the larger scale of the two. */
  public static Value add(Value a, Value b) {
    if (a instanceof NumberValue x && b instanceof NumberValue y) {
      return NumberValue.of(x.value() + y.value());
    }
    return DecimalValue.of(decimal("add", a, b).add(decimal("add", b, a)));
  }

  /** The difference; of decimals with the larger scale of the two. */
  public static Value subtract(Value a, Value b) {
    if (a instanceof NumberValue x && b instanceof NumberValue y) {
      return NumberValue.of(x.value() - y.value());
    }
    return DecimalValue.of(decimal("sub", a, b).subtract(decimal("sub", b, a)));
  }

  /** The product; of decimals with the sum of the scales. */
  public static Value multiply(Value a, Value b) {
    if (a instanceof NumberValue x && b instanceof NumberValue y) {
      return NumberValue.of(x.value() * y.value());
    }
    return DecimalValue.of(decimal("mul", a, b).multiply(decimal("mul", b, a)));
  }

  /**
   * The quotient; of decimals rounded half-even to 34 digits, trailing zeros dropped down to the
   * larger scale of the two. Also throws {@code DivisionByZero}.
   */
  public static Value divide(Value a, Value b) {
    if (a instanceof NumberValue x && b instanceof NumberValue y) {
      return NumberValue.of(x.value() / nonZero(y.value()));
    }
    BigDecimal dividend = decimal("div", a, b);
    BigDecimal divisor = nonZero(decimal("div", b, a));
    int scale = Math.max(0, Math.max(dividend.scale(), divisor.scale()));
    BigDecimal quotient = dividend.divide(divisor, DIVISION).stripTrailingZeros();
    if (quotient.scale() < scale
        && (long) quotient.precision() - quotient.scale() + scale <= DecimalValue.MAX_DIGITS) {
      quotient = quotient.setScale(scale);
    }
    return DecimalValue.of(quotient);
  }

  /**
   * The remainder with the sign of the dividend; of decimals exact. Also throws {@code
   * DivisionByZero}.
   */
  public static Value modulo(Value a, Value b) {
    if (a instanceof NumberValue x && b instanceof NumberValue y) {
      return NumberValue.of(x.value() % nonZero(y.value()));
    }
    BigDecimal dividend = decimal("mod", a, b);
    BigDecimal divisor = nonZero(decimal("mod", b, a));
    return DecimalValue.of(dividend.remainder(divisor));
  }

  public static Value negate(Value a) {
    return switch (a) {
      case NumberValue x -> NumberValue.of(-x.value());
      case DecimalValue x -> DecimalValue.of(x.value().negate());
      default -> throw mismatch("negate", a);
    };
  }

  public static Value abs(Value a) {
    return switch (a) {
      case NumberValue x -> NumberValue.of(Math.abs(x.value()));
      case DecimalValue x -> DecimalValue.of(x.value().abs());
      default -> throw mismatch("abs", a);
    };
  }

  /** The smaller of the two; the first if they are equal. */
  public static Value min(Value a, Value b) {
    return compareNumeric("min", a, b) <= 0 ? a : b;
  }

  /** The larger of the two; the first if they are equal. */
  public static Value max(Value a, Value b) {
    return compareNumeric("max", a, b) >= 0 ? a : b;
  }

  /** The largest whole value that is not larger. */
  public static Value floor(Value a) {
    return switch (a) {
      case NumberValue x -> NumberValue.of(Math.floor(x.value()));
      case DecimalValue x -> whole(x, RoundingMode.FLOOR);
      default -> throw mismatch("floor", a);
    };
  }

  /** The smallest whole value that is not smaller. */
  public static Value ceil(Value a) {
    return switch (a) {
      case NumberValue x -> NumberValue.of(Math.ceil(x.value()));
      case DecimalValue x -> whole(x, RoundingMode.CEILING);
      default -> throw mismatch("ceil", a);
    };
  }

  /** The nearest whole value; of two equally near the even one. */
  public static Value round(Value a) {
    return switch (a) {
      case NumberValue x -> NumberValue.of(Math.rint(x.value()));
      case DecimalValue x -> whole(x, RoundingMode.HALF_EVEN);
      default -> throw mismatch("round", a);
    };
  }

  /**
   * The decimal with exactly this many digits after the point, rounded half-even or padded with
   * zeros. An integral number is taken as a decimal.
   *
   * @param places from 0 to {@link DecimalValue#MAX_EXPONENT}, else {@code InvalidCount}
   */
  public static Value roundTo(Value a, Value places) {
    if (!(a instanceof DecimalValue) && !(a instanceof NumberValue)) {
      throw mismatch("roundto", a);
    }
    if (!(places instanceof NumberValue)) {
      throw mismatch("roundto", places);
    }
    BigDecimal value =
        a instanceof DecimalValue x
            ? x.value()
            : decimal("roundto", a, DecimalValue.of(BigDecimal.ZERO));
    int scale = Counts.of("roundto", places, DecimalValue.MAX_EXPONENT);
    if (scale == 0 && value.scale() <= 0) {
      return DecimalValue.of(value);
    }
    if (value.signum() != 0
        && (long) value.precision() - value.scale() + scale > DecimalValue.MAX_DIGITS + 1) {
      throw new ValueException(
          DECIMAL_OVERFLOW,
          "roundto: %s with %s places needs more than %s digits"
              .formatted(a, scale, DecimalValue.MAX_DIGITS));
    }
    return DecimalValue.of(value.setScale(scale, RoundingMode.HALF_EVEN));
  }

  private static Value whole(DecimalValue a, RoundingMode mode) {
    return a.value().scale() <= 0 ? a : DecimalValue.of(a.value().setScale(0, mode));
  }

  /**
   * Compares two numeric values exactly; {@code TypeMismatch} naming the instruction for others.
   */
  static int compareNumeric(String instruction, Value a, Value b) {
    if (a instanceof NumberValue x && b instanceof NumberValue y) {
      return Double.compare(x.value(), y.value());
    }
    return exact(instruction, a, b).compareTo(exact(instruction, b, a));
  }

  private static BigDecimal exact(String instruction, Value a, Value other) {
    return switch (a) {
      case NumberValue x -> new BigDecimal(x.value());
      case DecimalValue x -> x.value();
      default -> throw mismatch(instruction, a, other);
    };
  }

  private static BigDecimal decimal(String instruction, Value a, Value other) {
    BigDecimal value = exact(instruction, a, other);
    if (!(other instanceof DecimalValue) && !(a instanceof DecimalValue)) {
      throw mismatch(instruction, other, a);
    }
    if (a instanceof NumberValue x && !Numbers.isIntegral(x.value())) {
      throw new ValueException(
          TYPE_MISMATCH,
          "%s: the number %s is not integral, so it does not meet a decimal exactly; convert it with todecimal"
              .formatted(instruction, a));
    }
    return value;
  }

  private static double nonZero(double divisor) {
    if (divisor == 0) {
      throw divisionByZero();
    }
    return divisor;
  }

  private static BigDecimal nonZero(BigDecimal divisor) {
    if (divisor.signum() == 0) {
      throw divisionByZero();
    }
    return divisor;
  }

  private static ValueException divisionByZero() {
    return new ValueException(DIVISION_BY_ZERO, "the divisor is zero");
  }

  private static ValueException mismatch(String instruction, Value a) {
    return new ValueException(
        TYPE_MISMATCH,
        "%s takes a number or a decimal, not a %s".formatted(instruction, a.type().label()));
  }

  private static ValueException mismatch(String instruction, Value a, Value other) {
    return new ValueException(
        TYPE_MISMATCH,
        "%s does not take a %s together with a %s"
            .formatted(instruction, a.type().label(), other.type().label()));
  }
}
