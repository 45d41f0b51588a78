package coop.covm.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumbersTest {
  /** The text is what ECMAScript's String(x) gives for the same double. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "-1.5, -1.5",
    "1000, 1000",
    "0.5, 0.5",
    "0.1, 0.1",
    "0.30000000000000004, 0.30000000000000004",
    "123456789012345680000, 123456789012345680000",
    "1e20, 100000000000000000000",
    "999999999999999900000, 999999999999999900000",
    "1e21, 1e+21",
    "-1e21, -1e+21",
    "1.5e300, 1.5e+300",
    "1e-6, 0.000001",
    "1.5e-6, 0.0000015",
    "1e-7, 1e-7",
    "-1.25e-7, -1.25e-7",
    "123e-20, 1.23e-18",
    "1e15, 1000000000000000",
    "1e16, 10000000000000000",
    "9007199254740993, 9007199254740992",
    "2e23, 2e+23",
    "1e23, 1e+23",
    "5e-324, 5e-324",
    "1e-323, 1e-323",
    "1.5e-323, 1.5e-323",
    "2e-323, 2e-323",
    "4e-323, 4e-323",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "4.35, 4.35",
    "0.000001234, 0.000001234",
    "9.5367431640625e-7, 9.5367431640625e-7"
  })
  void numbersAreLaidOutAsEcmaScriptDoes(String literal, String text) {
    assertThat(NumberValue.of(Double.parseDouble(literal))).hasToString(text);
  }

  @Test
  void everyTextReadsBackAndIsNotLongerThanNeeded() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        String text = Numbers.text(value);
        assertThat(Double.parseDouble(text)).as("seed %d", seed).isEqualTo(value);
        BigDecimal digits = new BigDecimal(text).stripTrailingZeros();
        if (digits.precision() > 1) {
          BigDecimal shorter =
              digits.round(new MathContext(digits.precision() - 1, RoundingMode.HALF_EVEN));
          assertThat(shorter.doubleValue()).as("seed %d", seed).isNotEqualTo(value);
        }
      }
    }
  }

  @Test
  void thereIsOneZeroAndNoInfinity() {
    assertThat(Double.doubleToRawLongBits(NumberValue.of(-0.0).value())).isZero();
    for (double bad :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> NumberValue.of(bad))
          .isInstanceOfSatisfying(
              ValueException.class,
              e -> assertThat(e.code()).isEqualTo(ValueError.NUMBER_NOT_FINITE));
    }
  }
}
