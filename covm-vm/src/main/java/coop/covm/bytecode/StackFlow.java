package coop.covm.bytecode;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How high the stack is, and how many {@code transaction:} blocks are open, at each instruction of
 * a function.
 *
 * <p>One pass in the order of the code is enough: an instruction is reached from above before it is
 * reached from below, or it is refused, so its state is known when the pass comes to it. Every
 * other path to it must bring the same state.
 */
final class StackFlow {
  /**
   * What is the same on every path to an instruction.
   *
   * @param height how many values are on the frame's stack
   * @param transactions how many blocks of this frame are open
   */
  private record State(int height, int transactions) {}

  private final Module module;
  private final Function function;
  private final @Nullable State[] states;
  private int greatestHeight;

  private StackFlow(Module module, Function function) {
    this.module = module;
    this.function = function;
    this.states = new @Nullable State[function.code().length()];
  }

  /**
   * @param instructions all of the function's, their immediates in range
   * @throws ModuleException if paths do not agree, or one underflows, overflows, falls off the end,
   *     returns wrongly or leaves a block that it did not enter; or if an instruction is not
   *     reached
   */
  static StackFlow of(Module module, Function function, List<Instruction> instructions) {
    StackFlow flow = new StackFlow(module, function);
    flow.run(instructions);
    return flow;
  }

  /** The greatest height of the stack. */
  int greatestHeight() {
    return greatestHeight;
  }

  /** The height of the stack before the instruction that begins at an offset. */
  int heightAt(int offset) {
    State state = states[offset];
    if (state == null) {
      throw new IllegalArgumentException("no instruction begins at offset " + offset);
    }
    return state.height;
  }

  private void run(List<Instruction> instructions) {
    @Nullable State falling = new State(0, 0);
    for (Instruction instruction : instructions) {
      State before = arrive(instruction, falling);
      State after = after(instruction, before);
      greatestHeight = Math.max(greatestHeight, after.height);
      if (instruction.target().isPresent()) {
        State jumping = instruction.opcode() == Opcode.CASE ? before : after;
        meet(instruction, instruction.target().getAsInt(), jumping);
      }
      falling = instruction.opcode().fallsThrough() ? after : null;
    }
    if (falling != null) {
      throw FunctionVerifier.unsound(function, "its code is empty or falls off the end");
    }
  }

  /** What is known of an instruction, met with the path that falls into it, if one does. */
  private State arrive(Instruction instruction, @Nullable State falling) {
    if (falling != null) {
      meet(instruction, instruction.offset(), falling);
      return falling;
    }
    State known = states[instruction.offset()];
    if (known == null) {
      throw unsound(instruction, "it is not reached from above");
    }
    return known;
  }

  /** Meets what is known of the instruction at an offset with one more path to it. */
  private void meet(Instruction from, int offset, State arriving) {
    State known = states[offset];
    if (known != null && !known.equals(arriving)) {
      throw unsound(
          from,
          "paths meet at offset %s with %s and %s values on the stack, and %s and %s transaction blocks open"
              .formatted(
                  offset,
                  known.height,
                  arriving.height,
                  known.transactions,
                  arriving.transactions));
    }
    states[offset] = arriving;
  }

  private State after(Instruction instruction, State before) {
    int pops = pops(instruction);
    if (pops > before.height) {
      throw unsound(
          instruction, "it pops %s values, and there are %s".formatted(pops, before.height));
    }
    int height = before.height - pops + pushes(instruction);
    if (height > ModuleLimits.STACK) {
      throw unsound(
          instruction,
          "the stack would hold %s values, at most %s are allowed"
              .formatted(height, ModuleLimits.STACK));
    }
    if (instruction.opcode() == Opcode.RETURN) {
      verifyReturn(instruction, before);
    }
    return new State(height, transactionsAfter(instruction, before));
  }

  private void verifyReturn(Instruction instruction, State before) {
    if (before.height != function.results()) {
      throw unsound(
          instruction,
          "it returns %s values, and the function has %s results"
              .formatted(before.height, function.results()));
    }
    if (before.transactions != 0) {
      throw unsound(
          instruction, "it leaves %s transaction blocks open".formatted(before.transactions));
    }
  }

  private int transactionsAfter(Instruction instruction, State before) {
    return switch (instruction.opcode()) {
      case TRANSACTIONSTART -> before.transactions + 1;
      case TRANSACTIONEND -> {
        if (before.transactions == 0) {
          throw unsound(instruction, "no transaction block is open");
        }
        yield before.transactions - 1;
      }
      default -> before.transactions;
    };
  }

  private int pops(Instruction instruction) {
    return switch (instruction.opcode()) {
      case CALL -> callee(instruction).parameters();
      case TEXTTEMPLATE, KEYTEMPLATE ->
          module.templates().get(instruction.immediate(Immediate.TEMPLATE)).holes();
      case CASE -> 1;
      // What it leaves to the caller is compared with the results.
      case RETURN -> 0;
      default -> instruction.opcode().pops();
    };
  }

  private int pushes(Instruction instruction) {
    return switch (instruction.opcode()) {
      case CALL -> callee(instruction).results();
      case TEXTTEMPLATE, KEYTEMPLATE -> 1;
      case CASE, RETURN -> 0;
      default -> instruction.opcode().pushes();
    };
  }

  private Function callee(Instruction instruction) {
    return module.functions().get(instruction.immediate(Immediate.FUNCTION));
  }

  private ModuleException unsound(Instruction instruction, String rule) {
    return FunctionVerifier.unsound(function, instruction, rule);
  }
}
