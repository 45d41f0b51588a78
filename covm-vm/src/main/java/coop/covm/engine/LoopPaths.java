package coop.covm.engine;

import coop.covm.value.Counts;
import coop.covm.value.ListValue;
import coop.covm.value.NumberValue;
import coop.covm.value.Numbers;
import coop.covm.value.Value;

/**
 * Loops keep their state in a hidden slot: {@code loop} the rounds that are left, {@code foreach}
 * the list and, at the same place, the index of the next element.
 */
final class LoopPaths {
  private LoopPaths() {}

  private static int slot(Machine m, int hidden) {
    return m.base + m.function.variables + hidden;
  }

  static int startLoop(Machine m, int hidden, int top) {
    long rounds = Counts.ofLong("loop", m.value(top - 1), (long) Numbers.MAX_EXACT_INTEGER);
    m.set(slot(m, hidden), NumberValue.of((double) rounds));
    return m.drop(top, 1);
  }

  /** Whether there is another round, which is counted. */
  static boolean nextRound(Machine m, int hidden) {
    int slot = slot(m, hidden);
    double left = m.numbers[slot];
    if (left <= 0) {
      return false;
    }
    m.numbers[slot] = left - 1;
    return true;
  }

  static int startForeach(Machine m, int hidden, int top) {
    ListValue elements = CollectionInstructions.elements(m.meter, m.value(top - 1));
    int slot = slot(m, hidden);
    int popped = m.replace(top, 1, elements);
    m.drop(slot + 1, 1);
    m.move(popped - 1, slot);
    m.numbers[slot] = 0;
    return top - 1;
  }

  /**
   * Whether there is another element, which is stored in the variable. At the end the list goes.
   */
  static boolean nextElement(Machine m, int hidden, int variable) {
    int slot = slot(m, hidden);
    int index = (int) m.numbers[slot];
    if (m.values[slot] instanceof ListValue list && index < list.size()) {
      Value element = list.get(index);
      m.set(m.base + variable, element);
      m.numbers[slot] = index + 1;
      return true;
    }
    m.drop(slot + 1, 1);
    return false;
  }
}
