package coop.covm.engine.classes;

import coop.covm.bytecode.Immediate;
import coop.covm.bytecode.Instruction;
import coop.covm.engine.classes.FrameLocals.Use;
import coop.covm.engine.kinds.FunctionKinds;
import coop.covm.engine.kinds.Kind;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;

/** Writes calls of functions and the return from them. */
final class CallCode {
  private final Frame frame;
  private final Caller caller;
  private final CodeBuilder code;
  private final CodeWriter writer;
  private final OperandStack stack;

  /** Writes the JVM's call of a function's method, whose arguments are on the JVM's stack. */
  @FunctionalInterface
  interface Caller {
    /**
     * @param type of the method
     */
    void call(CodeBuilder code, int function, MethodTypeDesc type);
  }

  /** Whether on every path to here it was seen that a call may be made. */
  private boolean mayCall;

  CallCode(Frame frame, Caller caller) {
    this.frame = frame;
    this.caller = caller;
    this.code = frame.code;
    this.writer = frame.writer;
    this.stack = frame.stack;
  }

  /** Forgets what is known of the path, since another one comes in. */
  void meet() {
    mayCall = false;
  }

  void call(Instruction instruction) {
    int index = instruction.immediate(Immediate.FUNCTION);
    FunctionKinds callee = frame.program.kinds().function(index);
    int site = frame.before(instruction);
    List<Operand> arguments = stack.pop(callee.function().parameters());
    List<Operand> waiting = stack.all();
    int size = callee.function().places();
    checkRoom(index, site);
    charge(instruction);
    if (!frame.program.isPlain(index)) {
      writer.at(site);
      code.aload(CodeWriter.RUN)
          .loadConstant(size)
          .invokestatic(Names.PRIMITIVES, "enter", Names.type(Names.VOID, Names.RUN, Names.INT));
    }
    OperandStack.Saved below = stack.saved();
    callee.results().forEach(kind -> stack.pushPlaced(kind.kept()));
    int behind = frame.exits.call(instruction, stack.all(), waiting);
    stack.reset(below);
    frame.mayFailAt(~behind);
    code.aload(CodeWriter.RUN);
    writer.loadAllowance();
    if (becomesPlain(index)) {
      code.aload(CodeWriter.RUN)
          .swap()
          .invokevirtual(Names.RUN, "plain", Names.type(Names.INT, Names.INT));
    }
    for (int i = 0; i < arguments.size(); i++) {
      writer.loadAs(arguments.get(i), callee.variable(i).kept());
    }
    caller.call(code, index, new Signature.Called().type(callee));
    pushResults(callee);
    fetchAllowance(index, behind);
  }

  /** Whether from here on frames are not counted as held one by one. */
  private boolean becomesPlain(int callee) {
    return frame.program.isPlain(callee) && !frame.program.isPlain(frame.kinds.index());
  }

  /** Leaves the call to the interpreter if there may be none. */
  private void checkRoom(int callee, int site) {
    Label over = code.newLabel();
    Label enough = code.newLabel();
    if (!mayCall) {
      writer.ifNoCall(over);
      code.labelBinding(enough);
      frame.exits.later(() -> {
        code.labelBinding(over);
        writer.more();
        writer.ifCall(enough);
        frame.exits.leave(~site);
      });
      mayCall = true;
    }
    if (becomesPlain(callee)) {
      Label refused = code.newLabel();
      code.aload(CodeWriter.RUN);
      writer.loadAllowance();
      code.invokevirtual(Names.RUN, "mayBePlain", Names.type(Names.TRUTH, Names.INT)).ifeq(refused);
      frame.exits.leaveLater(refused, site, 0);
    }
  }

  private void charge(Instruction instruction) {
    if (frame.fuel.sizeOfCall(instruction) > 0) {
      code.aload(CodeWriter.RUN)
          .loadConstant(frame.fuel.sizeOfCall(instruction))
          .invokestatic(
              Names.PRIMITIVES, "chargedBySize", Names.type(Names.VOID, Names.RUN, Names.INT));
    }
  }

  private void pushResults(FunctionKinds callee) {
    List<Kind> results = callee.results();
    if (results.size() == 1) {
      stack.pushLoaded(results.getFirst().kept());
      return;
    }
    for (int i = 0; i < results.size(); i++) {
      code.aload(CodeWriter.RUN)
          .loadConstant(i)
          .invokevirtual(
              Names.RUN,
              resultName(results.get(i)),
              Names.type(Signature.type(results.get(i)), Names.INT));
      stack.pushLoaded(results.get(i).kept());
    }
  }

  private static String resultName(Kind kind) {
    return switch (kind) {
      case NUMBER -> "numberResult";
      case BOOLEAN -> "truthResult";
      case REFERENCE, NOTHING -> "valueResult";
    };
  }

  /** Takes what the callee left of the allowance. */
  private void fetchAllowance(int callee, int behind) {
    Label over = code.newLabel();
    Label enough = code.newLabel();
    code.aload(CodeWriter.RUN).getfield(Names.RUN, "allowance", Names.INT);
    if (becomesPlain(callee)) {
      code.aload(CodeWriter.RUN).swap();
      writer.loadAllowance();
      code.invokevirtual(Names.RUN, "notPlain", Names.type(Names.INT, Names.INT, Names.INT));
    }
    writer.storeAllowance();
    writer.ifNoFuel(over);
    code.labelBinding(enough);
    frame.exits.later(() -> {
      code.labelBinding(over);
      writer.more();
      writer.ifFuel(enough);
      frame.exits.leave(~behind);
    });
  }

  void writeReturn(Instruction instruction) {
    if (frame.signature instanceof Signature.Entered) {
      frame.exits.leave(frame.before(instruction));
      return;
    }
    List<Operand> results = stack.pop(frame.kinds.function().results());
    if (!frame.program.isPlain(frame.kinds.index())) {
      releaseFrame();
    }
    code.aload(CodeWriter.RUN);
    writer.loadAllowance();
    if (frame.makesCalls) {
      code.loadConstant(Allowance.CALL).iadd();
    }
    code.putfield(Names.RUN, "allowance", Names.INT);
    if (results.size() == 1) {
      returnOne(results.getFirst(), frame.kinds.results().getFirst().kept());
    } else {
      returnSeveral(results);
    }
  }

  private void returnOne(Operand result, Kind kind) {
    writer.loadAs(result, kind);
    switch (kind) {
      case NUMBER -> code.dreturn();
      case BOOLEAN -> code.ireturn();
      case REFERENCE, NOTHING -> code.areturn();
    }
  }

  private void returnSeveral(List<Operand> results) {
    for (int i = 0; i < results.size(); i++) {
      Kind kind = frame.kinds.results().get(i).kept();
      code.aload(CodeWriter.RUN).loadConstant(i);
      writer.loadAs(results.get(i), kind);
      code.invokevirtual(
          Names.RUN, "result", Names.type(Names.VOID, Names.INT, Signature.type(kind)));
    }
    code.return_();
  }

  private void releaseFrame() {
    for (Map.Entry<Integer, Use> entry : frame.locals.uses().entrySet()) {
      boolean counted =
          switch (entry.getValue()) {
            case Use.Variable(int _, Kind kind) -> kind == Kind.REFERENCE;
            case Use.Elements _ -> true;
            case Use.Stack _, Use.Rounds _, Use.NextElement _ -> false;
          };
      if (counted) {
        code.aload(CodeWriter.RUN).aload(entry.getKey());
        writer.accountFor("release", 1);
      }
    }
    code.aload(CodeWriter.RUN)
        .loadConstant(frame.kinds.function().places())
        .invokestatic(Names.PRIMITIVES, "leave", Names.type(Names.VOID, Names.RUN, Names.INT));
  }
}
