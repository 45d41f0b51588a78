package coop.covm.engine.classes;

import static coop.covm.engine.classes.Treatment.CALLED;
import static coop.covm.engine.classes.Treatment.INLINE;
import static coop.covm.engine.classes.Treatment.LEFT;

import coop.covm.bytecode.Immediate;
import coop.covm.bytecode.Instruction;
import coop.covm.bytecode.Module;
import coop.covm.engine.kinds.FunctionKinds;
import coop.covm.engine.kinds.Kind;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.util.List;
import java.util.function.IntPredicate;

/** Decides by the kinds on the stack what becomes of the instructions of a function. */
final class Treatments {
  private final Module module;
  private final FunctionKinds kinds;
  private final IntPredicate compiled;

  /**
   * @param compiled whether code is generated of the function with an index
   */
  Treatments(Module module, FunctionKinds kinds, IntPredicate compiled) {
    this.module = module;
    this.kinds = kinds;
    this.compiled = compiled;
  }

  Treatment of(Instruction instruction) {
    List<Kind> stack = kinds.stackAt(instruction.offset());
    return switch (instruction.opcode()) {
      case PUSH, OPERAND, POP, DUP, SWAP, OVER, ROT, DEPTH, NOP, NOW -> INLINE;
      case LOAD, OPERANDVARIABLE, STORE, JUMP, JUMPIFFALSE, LOOPNEXT, FOREACHNEXT, RETURN -> INLINE;
      case ADD, SUB, MUL, DIV, MOD, MIN, MAX, LT, LE, GT, GE ->
          areAll(stack, 2, Kind.NUMBER) ? INLINE : CALLED;
      case NEGATE, ABS, FLOOR, CEIL, ROUND, LOOPSTART ->
          areAll(stack, 1, Kind.NUMBER) ? INLINE : CALLED;
      case EQ, NE ->
          areAll(stack, 2, Kind.NUMBER) || areAll(stack, 2, Kind.BOOLEAN) ? INLINE : CALLED;
      case NOT -> isPlain(stack, 1) ? INLINE : CALLED;
      case AND, OR -> isPlain(stack, 1) && isPlain(stack, 2) ? INLINE : CALLED;
      case CALL -> compiled.test(instruction.immediate(Immediate.FUNCTION)) ? CALLED : LEFT;
      case CASE -> matchesNumber(instruction, stack) ? INLINE : CALLED;
      case FOREACHSTART, TEXTTEMPLATE, KEYTEMPLATE, INCREMENTP -> CALLED;
      default -> Operation.of(instruction.opcode()) == null ? LEFT : CALLED;
    };
  }

  /** Whether a number is compared with a constant one. */
  private boolean matchesNumber(Instruction instruction, List<Kind> stack) {
    Value constant = module.constants().get(instruction.immediate(Immediate.CONSTANT));
    return constant instanceof NumberValue && areAll(stack, 1, Kind.NUMBER);
  }

  private static boolean areAll(List<Kind> stack, int count, Kind kind) {
    return stack.subList(stack.size() - count, stack.size()).stream().allMatch(k -> k == kind);
  }

  /** Whether the place so far below the top holds numbers only, or booleans only. */
  private static boolean isPlain(List<Kind> stack, int depth) {
    return stack.get(stack.size() - depth).kept() != Kind.REFERENCE;
  }
}
