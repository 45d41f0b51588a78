package coop.covm.engine.classes;

import coop.covm.bytecode.Immediate;
import coop.covm.bytecode.Instruction;
import coop.covm.bytecode.Opcode;
import coop.covm.engine.kinds.Kind;
import coop.covm.value.NumberValue;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.List;

/** Writes comparisons, logic and the branches that they decide. */
final class ConditionCode {
  private final Frame frame;
  private final CodeBuilder code;
  private final CodeWriter writer;
  private final OperandStack stack;

  ConditionCode(Frame frame) {
    this.frame = frame;
    this.code = frame.code;
    this.writer = frame.writer;
    this.stack = frame.stack;
  }

  /** Compares two numbers, or two booleans for equality. */
  void compare(Instruction instruction) {
    loadComparison(stack.pop(2));
    Label yes = code.newLabel();
    jumpIf(instruction.opcode(), yes);
    pushTruth(yes);
  }

  /** Compares and branches in one, where nothing else sees the boolean. */
  void compareAndJump(Instruction comparison, Instruction jump) {
    List<Operand> operands = stack.pop(2);
    Label otherwise = frame.prepared(jump.target().orElseThrow());
    frame.prepared(jump.next());
    loadComparison(operands);
    jumpIf(opposite(comparison.opcode()), otherwise);
  }

  private static Opcode opposite(Opcode comparison) {
    return switch (comparison) {
      case EQ -> Opcode.NE;
      case NE -> Opcode.EQ;
      case LT -> Opcode.GE;
      case LE -> Opcode.GT;
      case GT -> Opcode.LE;
      case GE -> Opcode.LT;
      default -> throw new IllegalStateException("no comparison: " + comparison);
    };
  }

  /** Leaves on the JVM's stack an integer that is to zero as the first operand to the second. */
  private void loadComparison(List<Operand> operands) {
    operands.forEach(writer::load);
    if (operands.getFirst().kind() == Kind.NUMBER) {
      code.dcmpl();
    } else {
      code.isub();
    }
  }

  private void jumpIf(Opcode comparison, Label label) {
    switch (comparison) {
      case EQ -> code.ifeq(label);
      case NE -> code.ifne(label);
      case LT -> code.iflt(label);
      case LE -> code.ifle(label);
      case GT -> code.ifgt(label);
      case GE -> code.ifge(label);
      default -> throw new IllegalStateException("no comparison: " + comparison);
    }
  }

  private void pushTruth(Label yes) {
    writeTruth(yes);
    stack.pushLoaded(Kind.BOOLEAN);
  }

  private void writeTruth(Label yes) {
    Label done = code.newLabel();
    code.iconst_0().goto_(done).labelBinding(yes).iconst_1().labelBinding(done);
  }

  /** Leaves 0 or 1 on the JVM's stack. */
  private void loadTruth(Operand operand) {
    writer.load(operand);
    if (operand.kind() == Kind.NUMBER) {
      Label yes = code.newLabel();
      code.dconst_0().dcmpl().ifne(yes);
      writeTruth(yes);
    } else if (operand.kind() == Kind.REFERENCE) {
      code.invokestatic(Names.PRIMITIVES, "holds", Names.type(Names.TRUTH, Names.VALUE));
    }
  }

  void logic(Instruction instruction) {
    stack.pop(instruction.opcode().pops()).forEach(this::loadTruth);
    switch (instruction.opcode()) {
      case NOT -> code.iconst_1().ixor();
      case AND -> code.iand();
      case OR -> code.ior();
      default -> throw new IllegalStateException("no logic: " + instruction);
    }
    stack.pushLoaded(Kind.BOOLEAN);
  }

  /** Compares a number with a constant one. */
  void matchNumber(Instruction instruction) {
    Operand value = stack.peek(1);
    Label otherwise = frame.prepared(instruction.target().orElseThrow());
    stack.pop();
    frame.prepared(instruction.next());
    writer.load(value);
    code.loadConstant(number(instruction)).dcmpl().ifne(otherwise);
  }

  private double number(Instruction instruction) {
    int index = instruction.immediate(Immediate.CONSTANT);
    if (frame.program.module().constants().get(index) instanceof NumberValue number) {
      return number.value();
    }
    throw new IllegalStateException("no number: " + instruction);
  }

  void jumpIfFalse(Instruction instruction) {
    int site = frame.exits.error(instruction);
    Operand condition = stack.pop();
    Label otherwise = frame.prepared(instruction.target().orElseThrow());
    frame.prepared(instruction.next());
    if (condition.kind() == Kind.REFERENCE) {
      writer.at(site);
    }
    loadTruth(condition);
    writer.release(condition);
    code.ifeq(otherwise);
  }
}
