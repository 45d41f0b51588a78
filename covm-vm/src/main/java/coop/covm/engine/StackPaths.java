package coop.covm.engine;

import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import org.jspecify.annotations.Nullable;

/** Moves values on the stack, and between stack and variables. */
final class StackPaths {
  private StackPaths() {}

  static int constant(Machine m, int index, int top) {
    Value value = m.module.values[index];
    if (value == null) {
      m.numbers[top] = m.module.numbers[index];
      return top + 1;
    }
    return m.push(top, m.meter.checked(value));
  }

  static int pop(Machine m, int top) {
    return m.values[top - 1] == null ? top - 1 : m.drop(top, 1);
  }

  static int swap(Machine m, int top) {
    exchange(m, top - 1, top - 2);
    return top;
  }

  /** a b c becomes b c a. */
  static int rotate(Machine m, int top) {
    exchange(m, top - 3, top - 2);
    exchange(m, top - 2, top - 1);
    return top;
  }

  private static void exchange(Machine m, int i, int j) {
    double[] numbers = m.numbers;
    double number = numbers[i];
    numbers[i] = numbers[j];
    numbers[j] = number;
    @Nullable Value[] values = m.values;
    Value value = values[i];
    if (value != null || values[j] != null) {
      values[i] = values[j];
      values[j] = value;
    }
  }

  static int depth(Machine m, int top) {
    m.numbers[top] = top - m.base - m.function.locals;
    return top + 1;
  }

  static int load(Machine m, int variable, int top) {
    int slot = m.base + variable;
    if (m.values[slot] == null) {
      double number = m.numbers[slot];
      if (Double.isNaN(number)) {
        throw VariableInstructions.notFound(m.function.function.variables().get(variable));
      }
      m.numbers[top] = number;
      return top + 1;
    }
    return m.copy(top, slot);
  }

  static int store(Machine m, int variable, int top) {
    int slot = m.base + variable;
    @Nullable Value[] values = m.values;
    if (values[top - 1] == null && values[slot] == null) {
      m.numbers[slot] = m.numbers[top - 1];
      return top - 1;
    }
    m.drop(slot + 1, 1);
    m.move(top - 1, slot);
    return top - 1;
  }

  static int number(Machine m, double value, int top) {
    m.numbers[top] = NumberValue.of(value).value();
    return top + 1;
  }
}
