package coop.covm.engine.classes;

import coop.covm.bytecode.Immediate;
import coop.covm.bytecode.Instruction;
import coop.covm.bytecode.Opcode;
import coop.covm.engine.classes.FrameLocals.Use;
import coop.covm.engine.kinds.AssignedVariables;
import coop.covm.engine.kinds.Kind;
import coop.covm.value.BooleanValue;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.util.List;

/** Writes what moves values, and the arithmetic of numbers. */
final class StraightCode {
  private final Frame frame;
  private final CodeBuilder code;
  private final CodeWriter writer;
  private final OperandStack stack;
  private final AssignedVariables assigned;

  StraightCode(Frame frame) {
    this.frame = frame;
    this.code = frame.code;
    this.writer = frame.writer;
    this.stack = frame.stack;
    this.assigned = AssignedVariables.of(frame.kinds);
  }

  void push(Instruction instruction) {
    int index = instruction.immediate(Immediate.CONSTANT);
    Value value = frame.program.module().constants().get(index);
    switch (value) {
      case NumberValue number -> stack.push(new Operand.Numeral(number.value()));
      case BooleanValue bool -> stack.push(new Operand.Truth(bool.value()));
      default -> {
        frame.lending.settle();
        writer.at(frame.exits.error(instruction));
        code.aload(CodeWriter.RUN)
            .loadConstant(index)
            .invokevirtual(Names.RUN, "constant", Names.type(Names.VOID, Names.INT));
        stack.push(new Operand.Constant(index));
      }
    }
  }

  void copy(Instruction instruction, Operand operand) {
    if (operand.kind() == Kind.REFERENCE) {
      writer.at(frame.exits.error(instruction));
      writer.account("hold", operand);
    }
    stack.push(operand);
  }

  void now() {
    code.aload(CodeWriter.RUN)
        .invokestatic(Names.PRIMITIVES, "now", Names.type(Names.DOUBLE, Names.RUN));
    stack.pushLoaded(Kind.NUMBER);
  }

  void load(Instruction instruction) {
    int index = instruction.immediate(Immediate.VARIABLE);
    Operand operand = new Operand.Variable(index, frame.kinds.variable(index).kept());
    if (!assigned.isCertain(instruction.offset())) {
      frame.lending.settle();
      Label unset = code.newLabel();
      writer.load(operand);
      switch (operand.kind()) {
        case NUMBER -> {
          writer.load(operand);
          code.dcmpl().ifne(unset); // only what is not a number differs from itself
        }
        case BOOLEAN -> code.iflt(unset);
        case REFERENCE, NOTHING -> code.ifnull(unset);
      }
      frame.exits.leaveLater(unset, frame.before(instruction), 0);
    }
    if (operand.kind() == Kind.REFERENCE) {
      frame.lending.lend(instruction, index);
    } else {
      stack.push(operand);
    }
  }

  void store(Instruction instruction) {
    int index = instruction.immediate(Immediate.VARIABLE);
    Operand operand = stack.pop();
    Kind kind = frame.kinds.variable(index).kept();
    Operand variable = new Operand.Variable(index, kind);
    writer.release(variable);
    if (!operand.equals(variable)) {
      stack.settle(index);
      writer.loadAs(operand, kind);
      writer.store(new Use.Variable(index, kind), kind);
    }
  }

  void arithmetic(Instruction instruction) {
    Opcode opcode = instruction.opcode();
    OperandStack.Saved before = stack.saved();
    List<Operand> operands = stack.pop(opcode.pops());
    if (opcode == Opcode.NEGATE) {
      code.dconst_0();
    }
    operands.forEach(writer::load);
    switch (opcode) {
      case ADD -> code.dadd();
      case SUB, NEGATE -> code.dsub();
      // Adding zero makes zero of the negative one, which there is not.
      case MUL -> code.dmul().dconst_0().dadd();
      case DIV -> code.ddiv().dconst_0().dadd();
      case MOD -> binary(Names.PRIMITIVES, "modulo");
      case MIN -> binary(Names.MATH, "min");
      case MAX -> binary(Names.MATH, "max");
      case ABS -> unary(Names.MATH, "abs");
      case FLOOR -> unary(Names.PRIMITIVES, "floor");
      case CEIL -> unary(Names.PRIMITIVES, "ceil");
      case ROUND -> unary(Names.PRIMITIVES, "round");
      default -> throw new IllegalStateException("no arithmetic: " + instruction);
    }
    if (!isFinite(opcode, operands)) {
      Label notFinite = code.newLabel();
      code.dup2().dup2().dsub().dconst_0().dcmpl().ifne(notFinite);
      leaveLater(notFinite, instruction, before);
    }
    stack.pushLoaded(Kind.NUMBER);
  }

  /** Leaves from a label, to which a number on the JVM's stack comes. */
  private void leaveLater(Label label, Instruction instruction, OperandStack.Saved before) {
    frame.exits.later(() -> {
      code.labelBinding(label).pop2();
      stack.reset(before);
      stack.countLent();
      frame.exits.leave(frame.before(instruction));
    });
  }

  /** Whether of finite operands a finite result comes for certain. */
  private static boolean isFinite(Opcode opcode, List<Operand> operands) {
    return switch (opcode) {
      case ADD, SUB -> isSmall(operands.get(0)) || isSmall(operands.get(1));
      case MOD, DIV ->
          operands.get(1) instanceof Operand.Numeral(double value) && Math.abs(value) >= 1;
      case MUL -> false;
      default -> true;
    };
  }

  /** Whether adding it to the largest number gives the largest number. */
  private static boolean isSmall(Operand operand) {
    return operand instanceof Operand.Numeral(double value) && Math.abs(value) < 0x1p969;
  }

  private void binary(ClassDesc owner, String name) {
    code.invokestatic(owner, name, Names.type(Names.DOUBLE, Names.DOUBLE, Names.DOUBLE));
  }

  private void unary(ClassDesc owner, String name) {
    code.invokestatic(owner, name, Names.type(Names.DOUBLE, Names.DOUBLE));
  }
}
