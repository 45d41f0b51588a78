package coop.covm.compiler;

import coop.covm.bytecode.Template;
import coop.covm.value.Value;
import java.util.List;

/** A written operand, which the code pushes before the instruction that takes it. */
sealed interface Input {
  record Constant(Value value) implements Input {}

  /** The value of a variable. */
  record Variable(int slot) implements Input {}

  /**
   * An f-string.
   *
   * @param slots the variable of each hole, in order
   */
  record Filled(Template template, List<Integer> slots) implements Input {
    public Filled {
      slots = List.copyOf(slots);
    }

    /** How many values are on the stack for it at once: those of its holes, then its text. */
    int peak() {
      return Math.max(1, slots.size());
    }
  }
}
