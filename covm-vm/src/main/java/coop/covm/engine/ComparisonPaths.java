package coop.covm.engine;

import coop.covm.value.BooleanValue;
import coop.covm.value.Value;
import org.jspecify.annotations.Nullable;

/** Comparisons and logic: of numbers and booleans without making values, else the general way. */
final class ComparisonPaths {
  private ComparisonPaths() {}

  private static boolean areNumbers(Machine m, int top) {
    return m.values[top - 1] == null && m.values[top - 2] == null;
  }

  /** Replaces two numbers, which hold no bytes. */
  private static int result(Machine m, int top, boolean result) {
    m.values[top - 2] = BooleanValue.of(result);
    return top - 1;
  }

  static int equal(Machine m, int top) {
    return areNumbers(m, top)
        ? result(m, top, m.numbers[top - 2] == m.numbers[top - 1])
        : m.replace(top, 2, areEqual(m, top));
  }

  static int notEqual(Machine m, int top) {
    return areNumbers(m, top)
        ? result(m, top, m.numbers[top - 2] != m.numbers[top - 1])
        : m.replace(top, 2, !areEqual(m, top));
  }

  private static boolean areEqual(Machine m, int top) {
    return ComparisonInstructions.equal(m.meter, m.value(top - 2), m.value(top - 1));
  }

  static int less(Machine m, int top) {
    return areNumbers(m, top)
        ? result(m, top, m.numbers[top - 2] < m.numbers[top - 1])
        : m.replace(top, 2, compare(m, "lt", top) < 0);
  }

  static int lessOrEqual(Machine m, int top) {
    return areNumbers(m, top)
        ? result(m, top, m.numbers[top - 2] <= m.numbers[top - 1])
        : m.replace(top, 2, compare(m, "le", top) <= 0);
  }

  static int greater(Machine m, int top) {
    return areNumbers(m, top)
        ? result(m, top, m.numbers[top - 2] > m.numbers[top - 1])
        : m.replace(top, 2, compare(m, "gt", top) > 0);
  }

  static int greaterOrEqual(Machine m, int top) {
    return areNumbers(m, top)
        ? result(m, top, m.numbers[top - 2] >= m.numbers[top - 1])
        : m.replace(top, 2, compare(m, "ge", top) >= 0);
  }

  private static int compare(Machine m, String instruction, int top) {
    return ComparisonInstructions.compare(m.meter, instruction, m.value(top - 2), m.value(top - 1));
  }

  /** Whether the condition in a slot holds. */
  static boolean holds(Machine m, int slot) {
    @Nullable Value value = m.values[slot];
    if (value == BooleanValue.TRUE) {
      return true;
    }
    if (value == BooleanValue.FALSE) {
      return false;
    }
    return value == null ? m.numbers[slot] != 0 : Operands.condition(value);
  }

  /** Whether the top value equals a constant. */
  static boolean matches(Machine m, int constant, int top) {
    Value value = m.module.values[constant];
    if (value == null && m.values[top - 1] == null) {
      return m.module.numbers[constant] == m.numbers[top - 1];
    }
    return ComparisonInstructions.equal(m.meter, m.value(top - 1), m.module.constant(constant));
  }

  static int not(Machine m, int top) {
    return m.replace(top, 1, !holds(m, top - 1));
  }

  /** Both conditions are looked at, so that a wrong type is never hidden by the other. */
  static int and(Machine m, int top) {
    boolean first = holds(m, top - 2);
    boolean second = holds(m, top - 1);
    return m.replace(top, 2, first && second);
  }

  static int or(Machine m, int top) {
    boolean first = holds(m, top - 2);
    boolean second = holds(m, top - 1);
    return m.replace(top, 2, first || second);
  }
}
