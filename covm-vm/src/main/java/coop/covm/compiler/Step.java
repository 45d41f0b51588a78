package coop.covm.compiler;

import coop.covm.bytecode.Opcode;
import coop.covm.syntax.Span;
import coop.covm.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A statement with its names, operands and literals resolved. {@code span} is that of the
 * instruction or of the block's header.
 */
sealed interface Step {
  Span span();

  /**
   * An instruction of the opcode table.
   *
   * @param name as the program calls it, lower case
   * @param inputs its written operands, pushed in this order
   * @param slot the variable that it names, if it names one
   * @param needs how many values must be on the stack before the inputs are pushed; more than it
   *     pops where it only looks at them
   * @param poppedKey how many values lie above the key that it pops, if it pops a key
   */
  record Act(
      Span span,
      String name,
      Opcode opcode,
      List<Input> inputs,
      OptionalInt slot,
      int needs,
      OptionalInt poppedKey)
      implements Step {
    public Act {
      inputs = List.copyOf(inputs);
    }

    /** How many values it pops that it did not push itself. */
    int takes() {
      return opcode.pops() - inputs.size();
    }
  }

  /** {@code push}. */
  record Push(Span span, Input input) implements Step {}

  /** {@code call}, with the index of the function. */
  record Call(Span span, int function) implements Step {}

  /** An instruction with a fault that is reported, whose effect on the stack is known even so. */
  record Assumed(Span span, int takes, int gives) implements Step {}

  /** Something with a fault that is reported, after which the height of the stack is not known. */
  record Unknown(Span span) implements Step {}

  record Break(Span span) implements Step {}

  record Continue(Span span) implements Step {}

  record Return(Span span) implements Step {}

  record If(Span span, Body then, List<ElseIf> elseIfs, Optional<Body> otherwise) implements Step {
    public If {
      elseIfs = List.copyOf(elseIfs);
    }
  }

  record ElseIf(Span span, Body condition, Body body) {}

  record While(Span span, Body condition, Body body) implements Step {}

  /** {@code loop}; without a count it is on the stack. */
  record Loop(Span span, Optional<Input> count, Body body) implements Step {}

  /** {@code foreach}, with the slot of its variable. */
  record ForEach(Span span, int slot, Body body) implements Step {}

  record Match(Span span, Body value, List<Case> cases, Optional<Body> otherwise) implements Step {
    public Match {
      cases = List.copyOf(cases);
    }
  }

  record Case(Span span, Value value, Body body) {}

  record Transaction(Span span, Body body) implements Step {}

  /**
   * Steps that run one after the other.
   *
   * @param end the place behind the last of them
   */
  record Body(List<Step> steps, Span end) {
    public Body {
      steps = List.copyOf(steps);
    }

    /** Where its first step stands, or its end when it has none. */
    Span start() {
      return steps.isEmpty() ? end : steps.getFirst().span();
    }
  }
}
