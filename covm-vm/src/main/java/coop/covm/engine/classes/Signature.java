package coop.covm.engine.classes;

import coop.covm.bytecode.Function;
import coop.covm.engine.kinds.FunctionKinds;
import coop.covm.engine.kinds.Kind;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/** How a method of generated code is called. */
sealed interface Signature {
  /** The local of the allowance in a method that generated code calls. */
  int ALLOWANCE = 1;

  /** The offset where the method begins. */
  int start();

  /** The first local that is free. */
  int firstLocal();

  /** 1 for a method that the interpreter enters, else 0. */
  int entry();

  /** The number of its first exit. */
  default int firstSite() {
    return entry() == 0 ? 0 : ModuleClass.FIRST_SITE_OF_ENTRY;
  }

  MethodTypeDesc type(FunctionKinds kinds);

  ClassDesc result(FunctionKinds kinds);

  /** Returns with a result that nobody looks at, since the code is being left. */
  default void writeNoResult(CodeBuilder code, FunctionKinds kinds) {
    ClassDesc result = result(kinds);
    if (result.equals(Names.DOUBLE)) {
      code.dconst_0().dreturn();
    } else if (result.equals(Names.INT)) {
      code.iconst_0().ireturn();
    } else if (result.equals(Names.VALUE)) {
      code.aconst_null().areturn();
    } else {
      code.return_();
    }
  }

  /**
   * Called by generated code: it gets what is shared during the run, its {@link Allowance}, and the
   * parameters. It gives one result back; several are handed over aside.
   */
  record Called() implements Signature {
    @Override
    public int start() {
      return 0;
    }

    @Override
    public int firstLocal() {
      return ALLOWANCE + 1;
    }

    @Override
    public int entry() {
      return 0;
    }

    @Override
    public MethodTypeDesc type(FunctionKinds kinds) {
      Function function = kinds.function();
      List<ClassDesc> parameters = new ArrayList<>(List.of(Names.RUN, Names.INT));
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
