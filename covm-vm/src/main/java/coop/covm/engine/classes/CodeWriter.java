package coop.covm.engine.classes;

import coop.covm.engine.classes.FrameLocals.Use;
import coop.covm.engine.kinds.Kind;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.util.Arrays;

/** Writes the few turns of JVM code that all of a function's code is made of. */
final class CodeWriter {
  /** The local of what is shared during the run. */
  static final int RUN = 0;

  private static final int LARGEST_STEP = Short.MAX_VALUE;

  private final CodeBuilder code;
  private final FrameLocals locals;
  private final int fuel;
  private final int at;

  /**
   * @param fuel the local of the fuel
   * @param at the local of the place in the program
   */
  CodeWriter(CodeBuilder code, FrameLocals locals, int fuel, int at) {
    this.code = code;
    this.locals = locals;
    this.fuel = fuel;
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

  // Fuel and place.

  void spend(int units) {
    step(-units);
  }

  void giveBack(int units) {
    step(units);
  }

  private void step(int units) {
    if (Math.abs(units) <= LARGEST_STEP) {
      if (units != 0) {
        code.iinc(fuel, units);
      }
    } else {
      code.iload(fuel).loadConstant(units).iadd().istore(fuel);
    }
  }

  void loadFuel() {
    code.iload(fuel);
  }

  void storeFuel() {
    code.istore(fuel);
  }

  /** Says where the program is, for an error; the local of the fuel is exact. */
  void at(int offset) {
    code.loadConstant(offset).istore(at);
  }

  void loadPlace() {
    code.iload(at);
  }

  /** Says where the program is, and gives the meter what is left of the slice. */
  void begin(int offset) {
    at(~offset);
    code.aload(RUN)
        .iload(fuel)
        .invokevirtual(Names.RUN, "begin", Names.type(Names.VOID, Names.INT));
  }

  /** Fetches what is left of the slice; negative if the code has to be left. */
  void end(int least) {
    code.aload(RUN)
        .loadConstant(least)
        .invokevirtual(Names.RUN, "end", Names.type(Names.INT, Names.INT))
        .istore(fuel);
  }

  void ifFuelBelow(int least, Label label) {
    code.iload(fuel).loadConstant(least).if_icmplt(label);
  }

  void ifLeft(Label label) {
    code.iload(fuel).iflt(label);
  }

  void ifNotLeft(Label label) {
    code.iload(fuel).ifge(label);
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
}
