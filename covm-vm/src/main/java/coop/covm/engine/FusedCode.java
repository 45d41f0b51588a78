package coop.covm.engine;

import coop.covm.bytecode.Function;
import coop.covm.bytecode.Instruction;
import coop.covm.bytecode.Module;
import coop.covm.bytecode.Opcode;
import coop.covm.value.NumberValue;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which instructions of a function {@link FusedLoop} can do as one step: for each offset the step
 * that begins there, as a word, or {@link #NONE}. A step says from where its operands come, what is
 * done with them, what with the result, and whether a call or return follows. Where it finds its
 * immediates in the code follows from that.
 *
 * <p>Source: superinstructions, after M. A. Ertl and D. Gregg, "The Structure and Performance of
 * Efficient Interpreters", 2003.
 */
final class FusedCode {
  /** No step. */
  static final int NONE = Integer.MAX_VALUE;

  // From where the operands come; bits 0 to 3.
  static final int MODE = 0xF;
  static final int VARIABLES = 1;
  static final int VARIABLE_CONSTANT = 2;
  static final int STACK_VARIABLE = 3;
  static final int STACK_CONSTANT = 4;
  static final int STACK = 5;

  /** The last of those that compute. */
  static final int COMPUTED = STACK;

  static final int LOAD = 6;
  static final int PUSH = 7;
  static final int STORE = 8;
  static final int JUMP = 9;
  static final int JUMP_IF_FALSE = 10;
  static final int LOOP = 11;

  /** There are none; what follows is all. */
  static final int NOTHING = 12;

  // What is done with two operands; bits 4 to 7.
  static final int OPERATION = 0xF0;
  static final int ADD = 0x00;
  static final int SUBTRACT = 0x10;
  static final int MULTIPLY = 0x20;
  static final int DIVIDE = 0x30;
  static final int MODULO = 0x40;

  /** This and those above compare. */
  static final int LESS = 0x80;

  static final int LESS_OR_EQUAL = 0x90;
  static final int GREATER = 0xA0;
  static final int GREATER_OR_EQUAL = 0xB0;
  static final int EQUAL = 0xC0;
  static final int NOT_EQUAL = 0xD0;

  /** Whether the result goes on: a number into a variable, a truth into a branch. */
  static final int GOES_ON = 0x100;

  // What follows, if it can be done; bits 9 and 10.
  static final int FOLLOWING = 0x600;
  static final int CALL = 0x200;
  static final int RETURN = 0x400;

  /** Where the fuel begins that the step costs. */
  static final int COST_SHIFT = 12;

  private final Function function;
  private final Module module;
  private final List<Instruction> instructions;

  private FusedCode(Function function, Module module) {
    this.function = function;
    this.module = module;
    this.instructions = Instruction.all(function.code());
  }

  /**
   * The steps of a function.
   *
   * @param module to which it belongs
   */
  static int[] of(Function function, Module module) {
    FusedCode code = new FusedCode(function, module);
    int[] steps = new int[function.code().length()];
    Arrays.fill(steps, NONE);
    for (int i = 0; i < code.instructions.size(); i++) {
      steps[code.instructions.get(i).offset()] = code.step(i);
    }
    return steps;
  }

  private @Nullable Opcode opcode(int index) {
    return index < instructions.size() ? instructions.get(index).opcode() : null;
  }

  private boolean isLoad(int index) {
    return opcode(index) == Opcode.LOAD;
  }

  private boolean isNumber(int index) {
    return opcode(index) == Opcode.PUSH
        && module.constants().get(instructions.get(index).operands().getFirst())
            instanceof NumberValue;
  }

  private int step(int i) {
    if (isLoad(i) && isLoad(i + 1) && operation(i + 2) >= 0) {
      return computed(VARIABLES, i, i + 2);
    }
    if (isLoad(i) && isNumber(i + 1) && operation(i + 2) >= 0) {
      return computed(VARIABLE_CONSTANT, i, i + 2);
    }
    if (isLoad(i) && operation(i + 1) >= 0) {
      return computed(STACK_VARIABLE, i, i + 1);
    }
    if (isNumber(i) && operation(i + 1) >= 0) {
      return computed(STACK_CONSTANT, i, i + 1);
    }
    if (operation(i) >= 0) {
      return computed(STACK, i, i);
    }
    int mode = single(i);
    if (mode == 0) {
      return following(i) == 0 ? NONE : NOTHING | following(i);
    }
    return mode | cost(i, i + 1) | (mode == LOAD || mode == PUSH ? following(i + 1) : 0);
  }

  private int single(int i) {
    return switch (instructions.get(i).opcode()) {
      case LOAD -> LOAD;
      case PUSH -> isNumber(i) ? PUSH : 0;
      case STORE -> STORE;
      case JUMP -> JUMP;
      case JUMPIFFALSE -> JUMP_IF_FALSE;
      case LOOPNEXT -> LOOP;
      default -> 0;
    };
  }

  /** A call that charges nothing by the size of its frame, or a return with one result. */
  private int following(int i) {
    return switch (opcode(i)) {
      case CALL ->
          isCheap(module.functions().get(instructions.get(i).operands().getFirst())) ? CALL : 0;
      case RETURN -> function.results() == 1 ? RETURN : 0;
      case null, default -> 0;
    };
  }

  private static boolean isCheap(Function callee) {
    return Charges.elements(callee.places()) == 0;
  }

  private int computed(int mode, int first, int at) {
    int operation = operation(at);
    Opcode next = opcode(at + 1);
    boolean goesOn = next == (operation >= LESS ? Opcode.JUMPIFFALSE : Opcode.STORE);
    return goesOn
        ? mode | operation | GOES_ON | cost(first, at + 2)
        : mode | operation | following(at + 1) | cost(first, at + 1);
  }

  private int cost(int from, int to) {
    int cost = 0;
    for (Instruction instruction : instructions.subList(from, to)) {
      cost += instruction.opcode().fuel();
    }
    return cost << COST_SHIFT;
  }

  /** What an instruction does with two numbers; -1 for others. */
  private int operation(int index) {
    return switch (opcode(index)) {
      case ADD -> ADD;
      case SUB -> SUBTRACT;
      case MUL -> MULTIPLY;
      case DIV -> DIVIDE;
      case MOD -> MODULO;
      case LT -> LESS;
      case LE -> LESS_OR_EQUAL;
      case GT -> GREATER;
      case GE -> GREATER_OR_EQUAL;
      case EQ -> EQUAL;
      case NE -> NOT_EQUAL;
      case null, default -> -1;
    };
  }
}
