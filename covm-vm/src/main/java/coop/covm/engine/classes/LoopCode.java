package coop.covm.engine.classes;

import coop.covm.bytecode.Immediate;
import coop.covm.bytecode.Instruction;
import coop.covm.engine.classes.FrameLocals.Use;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;

/** Writes {@code loop} and {@code foreach}, whose state lies in locals of hidden slots. */
final class LoopCode {
  private final Frame frame;
  private final CodeBuilder code;
  private final CodeWriter writer;

  LoopCode(Frame frame) {
    this.frame = frame;
    this.code = frame.code;
    this.writer = frame.writer;
  }

  /** Takes a number of rounds. */
  void startLoop(Instruction instruction) {
    int site = frame.before(instruction);
    Label invalid = code.newLabel();
    writer.load(frame.stack.pop());
    code.invokestatic(Names.PRIMITIVES, "rounds", Names.type(Names.DOUBLE, Names.DOUBLE));
    code.dup2().dup2().dcmpl().ifne(invalid); // only what is not a number differs from itself
    frame.exits.leaveLater(invalid, site, 1);
    storeRounds(instruction);
  }

  /** Takes whatever value says the number of rounds. */
  void startLoopOfAny(Instruction instruction) {
    writer.begin(frame.exits.error(instruction));
    Operand count = frame.stack.pop();
    writer.loadValue(count);
    code.invokestatic(Names.PRIMITIVES, "rounds", Names.type(Names.DOUBLE, Names.VALUE));
    storeRounds(instruction);
    writer.release(count);
    frame.end(instruction.next());
  }

  private void storeRounds(Instruction instruction) {
    int hidden = instruction.immediate(Immediate.HIDDEN);
    code.dstore(frame.locals.of(new Use.Rounds(hidden)));
    if (frame.locals.has(new Use.Elements(hidden))) {
      releaseElements(hidden);
    }
  }

  /** Lets go of the list of a loop that has ended or was left early. */
  private void releaseElements(int hidden) {
    int list = frame.locals.of(new Use.Elements(hidden));
    code.aload(CodeWriter.RUN).aload(list);
    writer.accountFor("release", 1);
    code.aconst_null().astore(list);
  }

  void nextRound(Instruction instruction) {
    int rounds = frame.locals.of(new Use.Rounds(instruction.immediate(Immediate.HIDDEN)));
    Label exit = frame.prepared(instruction.target().orElseThrow());
    frame.prepared(instruction.next());
    code.dload(rounds).dconst_0().dcmpl().ifle(exit);
    code.dload(rounds).dconst_1().dsub().dstore(rounds);
  }

  void startForeach(Instruction instruction) {
    int hidden = instruction.immediate(Immediate.HIDDEN);
    writer.begin(frame.exits.error(instruction));
    Operand container = frame.stack.pop();
    code.aload(CodeWriter.RUN);
    writer.loadValue(container);
    code.invokestatic(Names.PRIMITIVES, "elements", Names.type(Names.LIST, Names.RUN, Names.VALUE))
        .astore(frame.elements);
    code.aload(CodeWriter.RUN).aload(frame.elements);
    writer.loadValue(container);
    writer.accountFor("replaced", 2);
    releaseElements(hidden);
    code.aload(frame.elements).astore(frame.locals.of(new Use.Elements(hidden)));
    code.iconst_0().istore(frame.locals.of(new Use.NextElement(hidden)));
    frame.end(instruction.next());
  }

  void nextElement(Instruction instruction) {
    int hidden = instruction.immediate(Immediate.HIDDEN);
    int list = frame.locals.of(new Use.Elements(hidden));
    int next = frame.locals.of(new Use.NextElement(hidden));
    int site = frame.exits.error(instruction);
    Label exit = frame.prepared(instruction.target().orElseThrow());
    frame.prepared(instruction.next());
    Label done = code.newLabel();
    code.iload(next)
        .aload(list)
        .invokevirtual(Names.LIST, "size", Names.type(Names.INT))
        .if_icmpge(done);
    code.aload(list)
        .iload(next)
        .invokevirtual(Names.LIST, "get", Names.type(Names.VALUE, Names.INT))
        .astore(frame.reference);
    storeElement(instruction.immediate(Immediate.VARIABLE), site);
    code.iinc(next, 1);
    frame.exits.later(() -> {
      code.labelBinding(done);
      releaseElements(hidden);
      code.goto_(exit);
    });
  }

  private void storeElement(int index, int site) {
    Operand.Variable variable = new Operand.Variable(index, frame.kinds.variable(index).kept());
    writer.at(site);
    code.aload(CodeWriter.RUN).aload(frame.reference);
    writer.loadValue(variable);
    writer.accountFor("replaced", 2);
    code.aload(frame.reference);
    writer.store(new Use.Variable(index, variable.kind()), variable.kind());
  }
}
