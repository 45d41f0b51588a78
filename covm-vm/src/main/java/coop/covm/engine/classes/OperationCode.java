package coop.covm.engine.classes;

import coop.covm.bytecode.Immediate;
import coop.covm.bytecode.Instruction;
import coop.covm.engine.kinds.Kind;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.List;

/** Writes instructions that are methods of the engine: they may charge, and may fail. */
final class OperationCode {
  private final Frame frame;
  private final CodeBuilder code;
  private final CodeWriter writer;
  private final OperandStack stack;

  OperationCode(Frame frame) {
    this.frame = frame;
    this.code = frame.code;
    this.writer = frame.writer;
    this.stack = frame.stack;
  }

  void operate(Instruction instruction) {
    Operation operation = Operation.of(instruction.opcode());
    if (operation == null) {
      throw new IllegalStateException("nothing generates " + instruction);
    }
    QuickOperation quick = QuickOperation.of(instruction.opcode(), kinds(operation.values()));
    if (quick == null) {
      operate(instruction, operation);
    } else {
      operateQuickly(instruction, operation, quick);
    }
  }

  private List<Kind> kinds(int operands) {
    List<Operand> all = stack.all();
    return all.subList(all.size() - operands, all.size()).stream().map(Operand::kind).toList();
  }

  /** Tries the quick way first, and goes the other one apart from it. */
  private void operateQuickly(Instruction instruction, Operation operation, QuickOperation quick) {
    Label slow = code.newLabel();
    Label done = code.newLabel();
    frame.lending.makeRoom();
    OperandStack.Saved before = stack.saved();
    if (stack.hasLent()) {
      code.aload(CodeWriter.RUN)
          .invokevirtual(Names.RUN, "isRoomy", Names.type(Names.TRUTH))
          .ifeq(slow);
    }
    List<Operand> operands = stack.pop(operation.values());
    writer.at(frame.exits.error(instruction));
    if (quick.meter()) {
      code.aload(CodeWriter.RUN).getfield(Names.RUN, "meter", Names.METER);
    }
    for (int i = 0; i < operands.size(); i++) {
      writer.loadAs(operands.get(i), quick.kinds().get(i));
    }
    code.invokestatic(quick.owner(), quick.name(), quick.type())
        .dup()
        .astore(frame.reference)
        .ifnull(slow);
    code.aload(frame.reference);
    replace(operands);
    code.labelBinding(done);
    List<Operand> behind = stack.all();
    frame.exits.later(() -> {
      code.labelBinding(slow);
      stack.reset(before);
      stack.countLent();
      operate(instruction, operation);
      behind.stream().filter(Operand.Lent.class::isInstance).forEach(writer::release);
      code.goto_(done);
    });
  }

  private void operate(Instruction instruction, Operation operation) {
    writer.begin(frame.exits.error(instruction));
    List<Operand> operands = stack.pop(operation.values());
    switch (operation.first()) {
      case NOTHING -> {}
      case ALL -> code.aload(CodeWriter.RUN);
      case METER -> code.aload(CodeWriter.RUN).getfield(Names.RUN, "meter", Names.METER);
      case RUN -> code.aload(CodeWriter.RUN).getfield(Names.RUN, "run", Names.PROGRAM_RUN);
    }
    operands.forEach(writer::loadValue);
    code.invokestatic(operation.owner(), operation.name(), operation.type());
    operands.subList(0, operation.kept()).forEach(stack::push);
    List<Operand> gone = operands.subList(operation.kept(), operands.size());
    switch (operation.result()) {
      case NOTHING -> frame.release(gone);
      case TRUTH -> pushPlain(gone, Kind.BOOLEAN);
      case NUMBER -> pushPlain(gone, Kind.NUMBER);
      case VALUE -> replace(gone);
    }
    frame.end(instruction.next());
  }

  /** Pushes the result on the JVM's stack, which takes no local of what is gone. */
  private void pushPlain(List<Operand> gone, Kind kind) {
    stack.pushLoaded(kind);
    frame.release(gone);
  }

  /** Counts the result on the JVM's stack in place of what is gone, and pushes it. */
  private void replace(List<Operand> gone) {
    List<Operand> held =
        gone.stream()
            .filter(o -> o.kind() == Kind.REFERENCE && !(o instanceof Operand.Lent))
            .toList();
    code.astore(frame.reference).aload(CodeWriter.RUN).aload(frame.reference);
    held.forEach(writer::loadValue);
    writer.accountFor("replaced", held.size() + 1);
    code.aload(frame.reference);
    stack.pushLoaded(Kind.REFERENCE);
  }

  void increment(Instruction instruction) {
    writer.begin(frame.exits.error(instruction));
    List<Operand> operands = stack.pop(2);
    code.aload(CodeWriter.RUN);
    operands.forEach(writer::loadValue);
    code.loadConstant(frame.kinds.index())
        .loadConstant(instruction.offset())
        .invokestatic(
            Names.PRIMITIVES,
            "increment",
            Names.type(Names.VOID, Names.RUN, Names.VALUE, Names.VALUE, Names.INT, Names.INT));
    frame.release(operands);
    frame.end(instruction.next());
  }

  /**
   * Fills the holes of a template.
   *
   * @param name the method that does, and counts what is held
   */
  void fill(Instruction instruction, String name) {
    int template = instruction.immediate(Immediate.TEMPLATE);
    writer.begin(frame.exits.error(instruction));
    List<Operand> holes = stack.pop(frame.program.module().templates().get(template).holes());
    code.aload(CodeWriter.RUN).loadConstant(holes.size()).anewarray(Names.VALUE);
    for (int i = 0; i < holes.size(); i++) {
      code.dup().loadConstant(i);
      writer.loadValue(holes.get(i));
      code.aastore();
    }
    code.loadConstant(template)
        .invokestatic(
            Names.PRIMITIVES,
            name,
            Names.type(Names.VALUE, Names.RUN, Names.VALUE.arrayType(), Names.INT));
    stack.pushLoaded(Kind.REFERENCE);
    frame.end(instruction.next());
  }

  void matchCase(Instruction instruction) {
    int target = instruction.target().orElseThrow();
    Label otherwise = code.newLabel();
    writer.begin(frame.exits.error(instruction));
    code.aload(CodeWriter.RUN);
    writer.loadValue(stack.peek(1));
    code.loadConstant(instruction.immediate(Immediate.CONSTANT))
        .invokestatic(
            Names.PRIMITIVES, "matches", Names.type(Names.TRUTH, Names.RUN, Names.VALUE, Names.INT))
        .ifeq(otherwise);
    OperandStack.Saved left = stack.saved();
    frame.exits.later(() -> {
      code.labelBinding(otherwise);
      stack.reset(left);
      frame.end(target);
      code.goto_(frame.prepared(target));
    });
    writer.release(stack.pop());
    frame.end(instruction.next());
  }
}
