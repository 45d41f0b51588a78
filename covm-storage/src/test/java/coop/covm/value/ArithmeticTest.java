package coop.covm.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigDecimal;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class ArithmeticTest {
  private static final String NINES = "9".repeat(34);

  @Test
  void numbersFollowIeee754WithOneZero() {
    assertGives(Arithmetic::add, n(0.1), n(0.2), "0.30000000000000004");
    assertGives(Arithmetic::subtract, n(1), n(3), "-2");
    assertGives(Arithmetic::multiply, n(0), n(-5), "0");
    assertGives(Arithmetic::divide, n(7), n(2), "3.5");
    assertGives(Arithmetic::modulo, n(-7), n(3), "-1");
    assertGives(Arithmetic::modulo, n(7), n(-3), "1");
    assertGives(Arithmetic::modulo, n(-6), n(3), "0");
    assertGives(Arithmetic::negate, n(0), "0");
    assertFails(ValueError.NUMBER_NOT_FINITE, Arithmetic::multiply, n(1e300), n(1e300));
    assertFails(ValueError.NUMBER_NOT_FINITE, Arithmetic::add, n(Double.MAX_VALUE), n(1e300));
    assertFails(ValueError.DIVISION_BY_ZERO, Arithmetic::divide, n(0), n(0));
    assertFails(ValueError.DIVISION_BY_ZERO, Arithmetic::modulo, n(1), n(0));
  }

  @Test
  void addAndSubtractKeepTheLargerScaleAndMultiplyTheSum() {
    assertGives(Arithmetic::add, d("1.10"), d("2.205"), "3.305");
    assertGives(Arithmetic::add, d("1.10"), d("2.90"), "4.00");
    assertGives(Arithmetic::subtract, d("1.10"), d("1.1"), "0.00");
    assertGives(Arithmetic::multiply, d("1.10"), d("2.0"), "2.200");
    assertGives(Arithmetic::multiply, d("0.00"), d("2.0"), "0.000");
    assertGives(Arithmetic::add, d("1e33"), d("1"), "1" + "0".repeat(32) + "1");
  }

  @Test
  void decimalsAreExactOrRefused() {
    assertGives(Arithmetic::add, d(NINES), d("-1"), "9".repeat(33) + "8");
    assertGives(Arithmetic::add, d(NINES), d("1"), "1" + "0".repeat(34));
    assertFails(ValueError.DECIMAL_OVERFLOW, Arithmetic::add, d(NINES), d("2"));
    assertFails(ValueError.DECIMAL_OVERFLOW, Arithmetic::add, d("1e40"), d("0.01"));
    assertFails(ValueError.DECIMAL_OVERFLOW, Arithmetic::multiply, d(NINES), d(NINES));
    assertFails(ValueError.DECIMAL_OVERFLOW, Arithmetic::multiply, d("1e600"), d("1e600"));
    assertFails(ValueError.DECIMAL_OVERFLOW, Arithmetic::multiply, d("1e-600"), d("1e-600"));
    assertFails(ValueError.DECIMAL_OVERFLOW, Arithmetic::divide, d("1e999"), d("1e-999"));
    assertThat(d("1e999").toString()).hasSize(1000);
    assertThat(catchThrowable(() -> d("1e1000"))).isInstanceOf(ValueException.class);
    assertThat(catchThrowable(() -> d("1e-1000"))).isInstanceOf(ValueException.class);
    assertThat(catchThrowable(() -> d(NINES + "9"))).isInstanceOf(ValueException.class);
  }

  @Test
  void divisionRoundsHalfEvenTo34DigitsAndDropsZerosDownToTheLargerScale() {
    assertGives(Arithmetic::divide, d("1"), d("3"), "0." + "3".repeat(34));
    assertGives(Arithmetic::divide, d("2"), d("3"), "0." + "6".repeat(33) + "7");
    assertGives(Arithmetic::divide, d("10.00"), d("4"), "2.50");
    assertGives(Arithmetic::divide, d("10"), d("4"), "2.5");
    assertGives(Arithmetic::divide, d("10"), d("2.00"), "5.00");
    assertGives(Arithmetic::divide, d("0.00"), d("7"), "0.00");
    assertGives(Arithmetic::divide, d("1e20"), d("1e18"), "100");
    assertGives(Arithmetic::divide, d("-1.00"), d("8"), "-0.125");
    assertFails(ValueError.DIVISION_BY_ZERO, Arithmetic::divide, d("1"), d("0.00"));
  }

  @Test
  void theRemainderIsExactWithTheSignOfTheDividend() {
    assertGives(Arithmetic::modulo, d("-7"), d("3"), "-1");
    assertGives(Arithmetic::modulo, d("7.5"), d("-2"), "1.5");
    assertGives(Arithmetic::modulo, d("1e999"), d("7"), "6");
    assertGives(Arithmetic::modulo, d("5"), d("0.3"), "0.2");
    assertFails(ValueError.DIVISION_BY_ZERO, Arithmetic::modulo, d("1"), d("0"));
  }

  @Test
  void anIntegralNumberMeetsADecimalExactlyAndAFractionDoesNot() {
    assertGives(Arithmetic::add, n(2), d("0.10"), "2.10");
    assertGives(Arithmetic::multiply, d("0.10"), n(3), "0.30");
    assertGives(Arithmetic::divide, d("90.10"), n(2), "45.05");
    assertFails(ValueError.TYPE_MISMATCH, Arithmetic::add, n(0.5), d("1"));
    assertFails(ValueError.TYPE_MISMATCH, Arithmetic::divide, d("1"), n(0.5));
    assertFails(ValueError.TYPE_MISMATCH, Arithmetic::add, n(1), StringValue.of("1"));
    assertFails(ValueError.TYPE_MISMATCH, Arithmetic::add, NullValue.NULL, d("1"));
    assertFails(ValueError.TYPE_MISMATCH, Arithmetic::min, BooleanValue.TRUE, n(1));
  }

  @Test
  void roundingIsHalfEvenAndPads() {
    assertGives(Arithmetic::roundTo, d("2.345"), n(2), "2.34");
    assertGives(Arithmetic::roundTo, d("2.355"), n(2), "2.36");
    assertGives(Arithmetic::roundTo, d("2.5"), n(0), "2");
    assertGives(Arithmetic::roundTo, d("2"), n(2), "2.00");
    assertGives(Arithmetic::roundTo, n(2), n(2), "2.00");
    assertGives(Arithmetic::roundTo, d("-0.004"), n(2), "0.00");
    assertGives(Arithmetic::roundTo, d("0"), n(999), "0." + "0".repeat(999));
    assertGives(Arithmetic::roundTo, d("1e300"), n(0), "1" + "0".repeat(300));
    assertGives(Arithmetic::roundTo, d("9." + "9".repeat(33)), n(32), "10." + "0".repeat(32));
    assertFails(ValueError.DECIMAL_OVERFLOW, Arithmetic::roundTo, d("9." + "9".repeat(32)), n(34));
    assertFails(ValueError.DECIMAL_OVERFLOW, Arithmetic::roundTo, d("1e300"), n(1));
    assertFails(ValueError.DECIMAL_OVERFLOW, Arithmetic::roundTo, n(1e300), n(0));
    assertFails(ValueError.TYPE_MISMATCH, Arithmetic::roundTo, n(0.5), n(0));
    assertFails(ValueError.INVALID_COUNT, Arithmetic::roundTo, d("1"), n(-1));
    assertFails(ValueError.INVALID_COUNT, Arithmetic::roundTo, d("1"), n(0.5));
    assertFails(ValueError.INVALID_COUNT, Arithmetic::roundTo, d("1"), n(1000));

    assertGives(Arithmetic::round, n(2.5), "2");
    assertGives(Arithmetic::round, n(-0.5), "0");
    assertGives(Arithmetic::round, d("3.5"), "4");
    assertGives(Arithmetic::floor, d("-1.5"), "-2");
    assertGives(Arithmetic::ceil, n(-0.5), "0");
    assertGives(Arithmetic::ceil, d("1.01"), "2");
    assertGives(Arithmetic::abs, d("-1.50"), "1.50");
  }

  @Test
  void minAndMaxCompareExactly() {
    assertGives(Arithmetic::min, n(0.1), d("0.1"), "0.1");
    assertThat(Arithmetic.min(n(0.1), d("0.1"))).isInstanceOf(DecimalValue.class);
    assertThat(Arithmetic.max(n(0.1), d("0.1"))).isInstanceOf(NumberValue.class);
    assertThat(Arithmetic.max(n(1), d("1.0"))).isInstanceOf(NumberValue.class);
  }

  private static Value n(double value) {
    return NumberValue.of(value);
  }

  private static Value d(String text) {
    return DecimalValue.of(new BigDecimal(text));
  }

  private static void assertGives(BinaryOperator<Value> operation, Value a, Value b, String text) {
    assertThat(operation.apply(a, b)).hasToString(text);
  }

  private static void assertGives(UnaryOperator<Value> operation, Value a, String text) {
    assertThat(operation.apply(a)).hasToString(text);
  }

  private static void assertFails(
      ValueError code, BinaryOperator<Value> operation, Value a, Value b) {
    Throwable thrown = catchThrowable(() -> operation.apply(a, b));
    assertThat(thrown).isInstanceOf(ValueException.class);
    assertThat(((ValueException) thrown).code()).isEqualTo(code);
  }
}
