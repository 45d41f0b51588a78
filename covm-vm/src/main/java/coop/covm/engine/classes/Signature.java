package coop.covm.engine.classes;

import coop.covm.bytecode.Function;
import coop.covm.engine.kinds.FunctionKinds;
import coop.covm.engine.kinds.Kind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/** How a method of generated code is called. */
sealed interface Signature {
  // The first locals of a method that generated code calls.
  int FUEL = 1;
  int CALLS = 2;
  int PLACES = 3;

  /** The offset where the method begins. */
  int start();

  /** The first local that is free. */
  int firstLocal();

  /** 1 for a method that the interpreter enters, else 0. */
  int entry();

  MethodTypeDesc type(FunctionKinds kinds);

  ClassDesc result(FunctionKinds kinds);

  /**
   * Called by generated code: it gets what is shared during the run, what is left of the slice of
   * fuel, how many calls and how many places of frames there may still be, and the parameters. It
   * gives one result back; several are handed over aside.
   */
  record Called() implements Signature {
    @Override
    public int start() {
      return 0;
    }

    @Override
    public int firstLocal() {
      return PLACES + 1;
    }

    @Override
    public int entry() {
      return 0;
    }

    @Override
    public MethodTypeDesc type(FunctionKinds kinds) {
      Function function = kinds.function();
      List<ClassDesc> parameters =
          new ArrayList<>(List.of(Names.RUN, Names.INT, Names.INT, Names.INT));
      for (int i = 0; i < function.parameters(); i++) {
        parameters.add(Signature.type(kinds.variable(i)));
      }
      return MethodTypeDesc.of(result(kinds), parameters);
    }

    @Override
    public ClassDesc result(FunctionKinds kinds) {
      return kinds.results().size() == 1 ? Signature.type(kinds.results().getFirst()) : Names.VOID;
    }
  }

  /** Entered by the interpreter at an offset, with a captured frame; always left, never returns. */
  record Entered(int start) implements Signature {
    @Override
    public int firstLocal() {
      return CodeWriter.RUN + 1;
    }

    @Override
    public int entry() {
      return 1;
    }

    @Override
    public MethodTypeDesc type(FunctionKinds kinds) {
      return Names.type(Names.VOID, Names.RUN);
    }

    @Override
    public ClassDesc result(FunctionKinds kinds) {
      return Names.VOID;
    }
  }

  /** The JVM's type of a kind. */
  static ClassDesc type(Kind kind) {
    return switch (kind) {
      case NUMBER -> Names.DOUBLE;
      case BOOLEAN -> Names.INT;
      case REFERENCE, NOTHING -> Names.VALUE;
    };
  }
}
