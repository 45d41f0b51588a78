package coop.covm.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Rules of the language's numbers: finite doubles with one zero, laid out as ECMAScript does. */
public final class Numbers {
  /** Integers up to this magnitude are exact: 2^53. */
  public static final double MAX_EXACT_INTEGER = 9007199254740992.0;

  private Numbers() {}

  /**
   * The value with negative zero made zero.
   *
   * @throws ValueException {@code NumberNotFinite} if the value is infinite or not a number
   */
  public static double finite(double value) {
    if (!Double.isFinite(value)) {
      throw new ValueException(
          ValueError.NUMBER_NOT_FINITE, "the result is too large for a number");
    }
    return positiveZero(value);
  }

  /** Zero for negative zero, every other value as it is. */
  public static double positiveZero(double value) {
    return value + 0.0;
  }

  public static boolean isIntegral(double value) {
    return Math.rint(value) == value;
  }

  /**
   * The shortest decimal text that reads back as this number, laid out as ECMAScript's
   * Number::toString (ECMA-262, 6.1.6.1.20): plain between 1e-7 and 1e21, else with an exponent
   * that carries its sign.
   */
  public static String text(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    BigDecimal shortest = shortest(Math.abs(value));
    String digits = shortest.unscaledValue().toString();
    int count = digits.length();
    int point = count - shortest.scale();
    StringBuilder text = new StringBuilder(value < 0 ? "-" : "");
    if (point > 21 || point < -5) {
      text.append(digits.charAt(0));
      if (count > 1) {
        text.append('.').append(digits, 1, count);
      }
      text.append('e').append(point > 0 ? "+" : "").append(point - 1);
    } else if (point <= 0) {
      text.append("0.").repeat("0", -point).append(digits);
    } else if (point >= count) {
      text.append(digits).repeat("0", point - count);
    } else {
      text.append(digits, 0, point).append('.').append(digits, point, count);
    }
    return text.toString();
  }

  /**
   * The shortest decimal that reads back as the value, and the closest of these. Double.toString
   * gives it since JDK 19, except that it never gives fewer than two digits: of the smallest
   * numbers it writes 4.9E-324, where one digit is enough.
   */
  private static BigDecimal shortest(double value) {
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (digits.precision() == 2) {
      BigDecimal one = digits.round(new MathContext(1, RoundingMode.HALF_EVEN));
      return one.doubleValue() == value ? one.stripTrailingZeros() : digits;
    }
    return digits;
  }
}
