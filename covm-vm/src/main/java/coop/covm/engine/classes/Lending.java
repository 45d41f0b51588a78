package coop.covm.engine.classes;

import coop.covm.bytecode.Instruction;
import coop.covm.bytecode.Opcode;

/**
 * Saves counting what is loaded only to be used up at once: variables lend their values to the
 * stack, and a {@link QuickOperation} takes them without ever counting them.
 *
 * <p>It may do so while the run has so much room that counting could not have failed; else the
 * values are counted first, and the instruction goes its other way. Since at most {@link #MOST}
 * values come between, nothing that is counted later can fail for want of room that the interpreter
 * would have missed earlier. Before any other instruction that could be left or fail, and before a
 * block ends, everything is counted.
 */
public final class Lending {
  /** Values that are lent, or made by quick operations, before everything is counted. */
  public static final int MOST = 7;

  private final Frame frame;
  private int values;

  Lending(Frame frame) {
    this.frame = frame;
  }

  /** Pushes what a variable holds, which is a value. */
  void lend(Instruction load, int index) {
    makeRoom();
    frame.stack.push(new Operand.Lent(index, frame.exits.error(load)));
  }

  /** Before one value more comes. */
  void makeRoom() {
    if (values == MOST) {
      settle();
    }
    values++;
  }

  /** Before an instruction. */
  void before(Instruction instruction, Treatment treatment) {
    if (!leavesLent(instruction.opcode(), treatment)) {
      settle();
    }
  }

  private static boolean leavesLent(Opcode opcode, Treatment treatment) {
    return switch (treatment) {
      case INLINE ->
          switch (opcode) {
            case LOAD, PUSH, NOP, DEPTH, ADD, SUB, MUL, DIV, MOD, MIN, MAX, NEGATE -> true;
            default -> false;
          };
      case CALLED -> QuickOperation.isFor(opcode);
      case LEFT -> false;
    };
  }

  /** Counts everything. */
  void settle() {
    values = 0;
    frame.stack.countLent();
  }

  /** Forgets what came on another path; here nothing is lent. */
  void reset() {
    values = 0;
  }
}
