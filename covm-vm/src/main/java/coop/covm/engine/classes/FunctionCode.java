package coop.covm.engine.classes;

import coop.covm.bytecode.Instruction;
import coop.covm.bytecode.Opcode;
import coop.covm.engine.classes.CallCode.Caller;
import coop.covm.engine.classes.FrameLocals.Use;
import coop.covm.engine.kinds.Blocks;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Generates the code of one function, from its start or from a place in it. */
final class FunctionCode {
  private final Frame frame;
  private final Blocks blocks;
  private final Treatments treatments;
  private final Signature signature;
  private final CodeBuilder code;
  private final CodeWriter writer;
  private final OperandStack stack;
  private final StraightCode straight;
  private final ConditionCode conditions;
  private final LoopCode loops;
  private final OperationCode operations;
  private final CallCode calls;

  private FunctionCode(Frame frame, Caller caller) {
    this.frame = frame;
    this.blocks = frame.kinds.blocks();
    this.treatments = frame.treatments;
    this.signature = frame.signature;
    this.code = frame.code;
    this.writer = frame.writer;
    this.stack = frame.stack;
    this.straight = new StraightCode(frame);
    this.conditions = new ConditionCode(frame);
    this.loops = new LoopCode(frame);
    this.operations = new OperationCode(frame);
    this.calls = new CallCode(frame, caller);
  }

  /** Writes the code. */
  static void write(Frame frame, Caller caller) {
    new FunctionCode(frame, caller).write();
  }

  private void write() {
    stack.reset(frame.kinds.stackAt(signature.start()));
    int start = frame.exits.to(signature.start(), stack.all());
    if (!isPlain() || !frame.exits.areApart()) {
      writer.at(~start); // so that the local is known everywhere
    }
    writeLocals();
    Label begin = code.newBoundLabel();
    writeStart(~start);
    writeInstructions();
    frame.exits.write();
    if (!isPlain()) { // else nothing fails
      Label end = code.newBoundLabel();
      code.exceptionCatch(begin, end, end, Names.ERROR);
      writeTrapped();
    }
  }

  // The frame around the instructions.

  private void writeLocals() {
    switch (signature) {
      case Signature.Called _ -> {
        for (Map.Entry<Integer, Use> entry : frame.telling.told().entrySet()) {
          if (!frame.locals.isParameter(entry.getValue())) {
            EmptyLocals.write(code, entry.getKey(), entry.getValue());
          }
        }
      }
      case Signature.Entered _ -> {
        code.aload(CodeWriter.RUN)
            .loadConstant(isPlain() ? 1 : 0)
            .invokevirtual(Names.RUN, "allowance", Names.type(Names.INT, Names.TRUTH));
        writer.storeAllowance();
        new EnteredLocals(code, frame.kinds, frame.locals).write(signature.start());
      }
    }
  }

  private boolean isPlain() {
    return frame.program.isPlain(frame.kinds.index());
  }

  private void writeStart(int exit) {
    if (frame.makesCalls) {
      writer.change(-Allowance.CALL); // until it returns
    }
    if (signature instanceof Signature.Entered) {
      Label over = code.newLabel();
      writer.ifNoFuel(over);
      frame.exits.later(() -> {
        code.labelBinding(over);
        frame.exits.leave(exit);
      });
      code.goto_(frame.label(signature.start()));
    }
  }

  private void writeTrapped() {
    int error = frame.locals.spare();
    code.astore(error).aload(CodeWriter.RUN);
    writer.loadExit();
    writer.loadAllowance();
    code.invokevirtual(Names.RUN, "trapped", Names.type(Names.VOID, Names.INT, Names.INT))
        .aload(error)
        .athrow();
  }

  // Paths.

  private void writeInstructions() {
    BitSet reached = reached();
    List<Instruction> instructions = blocks.instructions();
    boolean falls = false;
    for (int i = 0; i < instructions.size(); i++) {
      Instruction instruction = instructions.get(i);
      if (!reached.get(instruction.offset())) {
        falls = false;
        continue;
      }
      if (blocks.isStart(instruction.offset())) {
        beginBlock(instruction.offset(), falls);
      }
      if (i + 1 < instructions.size() && areOne(instruction, instructions.get(i + 1))) {
        writer.spend(frame.fuel.stretchAt(instruction.offset()));
        frame.lending.settle();
        conditions.compareAndJump(instruction, instructions.get(++i));
        falls = true;
      } else {
        falls = writeInstruction(instruction);
      }
    }
  }

  /** Whether a comparison and the branch behind it are written as one. */
  private boolean areOne(Instruction comparison, Instruction jump) {
    boolean compares =
        switch (comparison.opcode()) {
          case EQ, NE, LT, LE, GT, GE -> treatments.of(comparison) == Treatment.INLINE;
          default -> false;
        };
    return compares && jump.opcode() == Opcode.JUMPIFFALSE && !blocks.isStart(jump.offset());
  }

  /** The offsets that some path in generated code leads to. */
  private BitSet reached() {
    BitSet reached = new BitSet();
    Map<Integer, Instruction> at = new HashMap<>();
    blocks.instructions().forEach(i -> at.put(i.offset(), i));
    Deque<Integer> waiting = new ArrayDeque<>(List.of(signature.start()));
    while (!waiting.isEmpty()) {
      int offset = waiting.pop();
      Instruction instruction = at.get(offset);
      if (reached.get(offset) || instruction == null) {
        continue;
      }
      reached.set(offset);
      if (treatments.of(instruction) == Treatment.LEFT) {
        continue;
      }
      instruction.target().ifPresent(waiting::push);
      if (instruction.opcode().fallsThrough()) {
        waiting.push(instruction.next());
      }
    }
    return reached;
  }

  private void beginBlock(int offset, boolean falls) {
    if (falls) {
      frame.lending.settle();
      stack.flush(frame.kinds.stackAt(offset));
    }
    frame.lending.reset();
    if (blocks.isTarget(offset)) {
      calls.meet();
    }
    stack.reset(frame.kinds.stackAt(offset));
    code.labelBinding(frame.label(offset));
    if (blocks.isHeader(offset)) {
      refuelAround(offset);
    }
  }

  private void refuelAround(int offset) {
    Label over = code.newLabel();
    Label enough = code.newLabel();
    int site = frame.exits.to(offset, stack.all());
    writer.ifNoFuel(over);
    code.labelBinding(enough);
    frame.exits.later(() -> {
      code.labelBinding(over);
      code.aload(CodeWriter.RUN);
      writer.loadAllowance();
      code.loadConstant(site)
          .loadConstant(signature.entry())
          .invokevirtual(
              Names.RUN, "around", Names.type(Names.INT, Names.INT, Names.INT, Names.INT));
      writer.storeAllowance();
      writer.ifFuel(enough);
      frame.exits.leave(~site);
    });
  }

  // Instructions.

  /** Whether a path leads on to the next instruction in generated code. */
  private boolean writeInstruction(Instruction instruction) {
    Treatment treatment = treatments.of(instruction);
    if (treatment == Treatment.LEFT) {
      frame.lending.settle();
      frame.exits.leave(frame.before(instruction));
      return false;
    }
    writer.spend(frame.fuel.stretchAt(instruction.offset()));
    frame.lending.before(instruction, treatment);
    if (treatment == Treatment.INLINE) {
      writeInline(instruction);
    } else {
      writeCalled(instruction);
    }
    return instruction.opcode().fallsThrough();
  }

  private void writeInline(Instruction instruction) {
    switch (instruction.opcode()) {
      case PUSH, OPERAND -> straight.push(instruction);
      case POP -> writer.release(stack.pop());
      case DUP -> straight.copy(instruction, stack.peek(1));
      case OVER -> straight.copy(instruction, stack.peek(2));
      case SWAP -> stack.swap(1, 2);
      case ROT -> {
        stack.swap(3, 2);
        stack.swap(2, 1);
      }
      case DEPTH -> stack.push(new Operand.Numeral(stack.height()));
      case NOP -> {}
      case NOW -> straight.now();
      case LOAD, OPERANDVARIABLE -> straight.load(instruction);
      case STORE -> straight.store(instruction);
      case ADD, SUB, MUL, DIV, MOD, MIN, MAX, NEGATE, ABS, FLOOR, CEIL, ROUND ->
          straight.arithmetic(instruction);
      case EQ, NE, LT, LE, GT, GE -> conditions.compare(instruction);
      case NOT, AND, OR -> conditions.logic(instruction);
      case JUMP -> code.goto_(frame.prepared(instruction.target().orElseThrow()));
      case JUMPIFFALSE -> conditions.jumpIfFalse(instruction);
      case LOOPSTART -> loops.startLoop(instruction);
      case LOOPNEXT -> loops.nextRound(instruction);
      case FOREACHNEXT -> loops.nextElement(instruction);
      case CASE -> conditions.matchNumber(instruction);
      case RETURN -> calls.writeReturn(instruction);
      default -> throw new IllegalStateException("nothing generates " + instruction);
    }
  }

  private void writeCalled(Instruction instruction) {
    switch (instruction.opcode()) {
      case CALL -> calls.call(instruction);
      case LOOPSTART -> loops.startLoopOfAny(instruction);
      case FOREACHSTART -> loops.startForeach(instruction);
      case CASE -> operations.matchCase(instruction);
      case TEXTTEMPLATE -> operations.fill(instruction, "fillText");
      case KEYTEMPLATE -> operations.fill(instruction, "fillKey");
      case INCREMENTP -> operations.increment(instruction);
      default -> operations.operate(instruction);
    }
  }
}
