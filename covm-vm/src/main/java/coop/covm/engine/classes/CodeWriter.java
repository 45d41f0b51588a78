package coop.covm.engine.classes;

import coop.covm.engine.classes.FrameLocals.Use;
import coop.covm.engine.kinds.Kind;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.util.Arrays;

/**
 * Writes the few turns of JVM code that all of a function's code is made of.
 *
 * <p>A local holds the {@link Allowance}, another the exit that was passed last.
 */
final class CodeWriter {
  /** The local of what is shared during the run. */
  static final int RUN = 0;

  private static final int LARGEST_STEP = Short.MAX_VALUE;

  private final CodeBuilder code;
  private final FrameLocals locals;
  private final int allowance;
  private final int at;

  /**
   * @param allowance the local of the allowance
   * @param at the local of the exit that was passed last; its complement if the meter has the fuel
   */
  CodeWriter(CodeBuilder code, FrameLocals locals, int allowance, int at) {
    this.code = code;
    this.locals = locals;
    this.allowance = allowance;
    this.at = at;
  }

  CodeBuilder code() {
    return code;
  }

  // The locals of the frame.

  void load(Operand operand) {
    switch (operand) {
      case Operand.Placed(int height, Kind kind) -> load(new Use.Stack(height, kind), kind);
      case Operand.Variable(int index, Kind kind) -> load(new Use.Variable(index, kind), kind);
      case Operand.Lent(int index, int _) ->
          load(new Use.Variable(index, Kind.REFERENCE), Kind.REFERENCE);
      case Operand.Numeral(double value) -> code.loadConstant(value);
      case Operand.Truth(boolean value) -> code.loadConstant(value ? 1 : 0);
      case Operand.Constant(int index) -> loadModuleConstant(index);
    }
  }

  private void load(Use use, Kind kind) {
    int local = locals.of(use);
    switch (kind) {
      case NUMBER -> code.dload(local);
      case BOOLEAN -> code.iload(local);
      case REFERENCE, NOTHING -> code.aload(local);
    }
  }

  private void loadModuleConstant(int index) {
    code.aload(RUN)
        .loadConstant(index)
        .invokevirtual(Names.RUN, "literal", Names.type(Names.VALUE, Names.INT));
  }

  /** Loads any operand as a value. */
  void loadValue(Operand operand) {
    load(operand);
    box(operand.kind());
  }

  /** Loads an operand to be kept as a kind that holds it. */
  void loadAs(Operand operand, Kind kind) {
    load(operand);
    if (kind == Kind.REFERENCE) {
      box(operand.kind());
    }
  }

  private void box(Kind kind) {
    switch (kind) {
      case NUMBER ->
          code.invokestatic(Names.PRIMITIVES, "box", Names.type(Names.VALUE, Names.DOUBLE));
      case BOOLEAN ->
          code.invokestatic(Names.BOOLEAN, "of", Names.type(Names.BOOLEAN, Names.TRUTH));
      case REFERENCE, NOTHING -> {}
    }
  }

  void store(Use use, Kind kind) {
    int local = locals.of(use);
    switch (kind) {
      case NUMBER -> code.dstore(local);
      case BOOLEAN -> code.istore(local);
      case REFERENCE, NOTHING -> code.astore(local);
    }
  }

  // Allowance and exit.

  void spend(int units) {
    if (units > LARGEST_STEP) {
      change(-units);
    } else if (units > 0) {
      code.iinc(allowance, -units);
    }
  }

  /** Adds to the allowance. */
  void change(int by) {
    code.iload(allowance).loadConstant(by).iadd().istore(allowance);
  }

  void loadAllowance() {
    code.iload(allowance);
  }

  void storeAllowance() {
    code.istore(allowance);
  }

  /** Jumps if there may be no call. */
  void ifNoCall(Label label) {
    code.iload(allowance).loadConstant(Allowance.NO_CALL).iand().ifne(label);
  }

  void ifCall(Label label) {
    code.iload(allowance).loadConstant(Allowance.NO_CALL).iand().ifeq(label);
  }

  /** Jumps if too little fuel is left to go on, or nothing. */
  void ifNoFuel(Label label) {
    code.iload(allowance).loadConstant(Allowance.NO_FUEL).iand().ifne(label);
  }

  void ifFuel(Label label) {
    code.iload(allowance).loadConstant(Allowance.NO_FUEL).iand().ifeq(label);
  }

  /** Says by which exit an error would come out. */
  void at(int site) {
    code.loadConstant(site).istore(at);
  }

  void loadExit() {
    code.iload(at);
  }

  /** Says so, and gives the meter what is left of the fuel. */
  void begin(int site) {
    at(~site);
    code.aload(RUN)
        .iload(allowance)
        .invokevirtual(Names.RUN, "begin", Names.type(Names.VOID, Names.INT));
  }

  /** Fetches what is left of the fuel; over if the code has to be left. */
  void end() {
    code.aload(RUN).invokevirtual(Names.RUN, "end", Names.type(Names.INT)).istore(allowance);
  }

  /** Fetches more; over if the code has to be left. */
  void more() {
    code.aload(RUN)
        .iload(allowance)
        .invokevirtual(Names.RUN, "more", Names.type(Names.INT, Names.INT))
        .istore(allowance);
  }

  // What is held.

  /**
   * Calls a method of {@link Names#PRIMITIVES} that takes the run and values, and gives nothing.
   */
  void account(String name, Operand... operands) {
    code.aload(RUN);
    for (Operand operand : operands) {
      loadValue(operand);
    }
    accountFor(name, operands.length);
  }

  /** The same with the operands on the JVM's stack already. */
  void accountFor(String name, int operands) {
    ClassDesc[] parameters = new ClassDesc[operands + 1];
    Arrays.fill(parameters, Names.VALUE);
    parameters[0] = Names.RUN;
    code.invokestatic(Names.PRIMITIVES, name, Names.type(Names.VOID, parameters));
  }

  void release(Operand operand) {
    if (operand.kind() == Kind.REFERENCE) {
      account("release", operand);
    }
  }
}
