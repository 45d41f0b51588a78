package coop.covm.engine;

import coop.covm.value.Arithmetic;
import coop.covm.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic of two numbers without making values; anything else goes the general way. A slot with
 * a null reference holds a number. Methods take and return the stack pointer.
 */
final class NumberPaths {
  private NumberPaths() {}

  static int add(Machine m, int top) {
    @Nullable Value[] values = m.values;
    if (values[top - 1] == null && values[top - 2] == null) {
      double[] numbers = m.numbers;
      double result = numbers[top - 2] + numbers[top - 1];
      if (isFinite(result)) {
        numbers[top - 2] = result;
        return top - 1;
      }
    }
    return m.replace(
        top, 2, ArithmeticInstructions.add(m.meter, m.value(top - 2), m.value(top - 1)));
  }

  static int subtract(Machine m, int top) {
    @Nullable Value[] values = m.values;
    if (values[top - 1] == null && values[top - 2] == null) {
      double[] numbers = m.numbers;
      double result = numbers[top - 2] - numbers[top - 1];
      if (isFinite(result)) {
        numbers[top - 2] = result;
        return top - 1;
      }
    }
    return m.replace(top, 2, Arithmetic.subtract(m.value(top - 2), m.value(top - 1)));
  }

  static int multiply(Machine m, int top) {
    @Nullable Value[] values = m.values;
    if (values[top - 1] == null && values[top - 2] == null) {
      double[] numbers = m.numbers;
      double result = numbers[top - 2] * numbers[top - 1];
      if (isFinite(result)) {
        numbers[top - 2] = result + 0.0;
        return top - 1;
      }
    }
    return m.replace(
        top, 2, ArithmeticInstructions.multiply(m.meter, m.value(top - 2), m.value(top - 1)));
  }

  static int divide(Machine m, int top) {
    @Nullable Value[] values = m.values;
    if (values[top - 1] == null && values[top - 2] == null) {
      double[] numbers = m.numbers;
      double result = numbers[top - 2] / numbers[top - 1];
      if (isFinite(result)) {
        numbers[top - 2] = result + 0.0;
        return top - 1;
      }
    }
    return m.replace(top, 2, Arithmetic.divide(m.value(top - 2), m.value(top - 1)));
  }

  static int modulo(Machine m, int top) {
    @Nullable Value[] values = m.values;
    if (values[top - 1] == null && values[top - 2] == null) {
      double[] numbers = m.numbers;
      double result = Primitives.modulo(numbers[top - 2], numbers[top - 1]);
      if (isFinite(result)) {
        numbers[top - 2] = result;
        return top - 1;
      }
    }
    return m.replace(top, 2, Arithmetic.modulo(m.value(top - 2), m.value(top - 1)));
  }

  static int negate(Machine m, int top) {
    if (m.values[top - 1] == null) {
      m.numbers[top - 1] = 0.0 - m.numbers[top - 1];
      return top;
    }
    return m.replace(top, 1, Arithmetic.negate(m.value(top - 1)));
  }

  /**
   * False for infinities and NaN. Of finite numbers a sum is never negative zero, unless both are.
   */
  private static boolean isFinite(double value) {
    return Math.abs(value) <= Double.MAX_VALUE;
  }
}
