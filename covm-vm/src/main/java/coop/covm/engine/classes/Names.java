package coop.covm.engine.classes;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;

/** The classes and methods of the engine that generated code, which lies in its package, calls. */
final class Names {
  static final String PACKAGE = "coop.covm.engine";

  static final ClassDesc GENERATED = engine("Generated");
  static final ClassDesc RUN = engine("CompiledRun");
  static final ClassDesc FRAME = engine("CapturedFrame");
  static final ClassDesc PRIMITIVES = engine("Primitives");
  static final ClassDesc METER = engine("Meter");
  static final ClassDesc PROGRAM_RUN = engine("Run");
  static final ClassDesc LINKS = engine("Links");
  static final ClassDesc VALUE = ClassDesc.of("coop.covm.value.Value");
  static final ClassDesc LIST = ClassDesc.of("coop.covm.value.ListValue");
  static final ClassDesc BOOLEAN = ClassDesc.of("coop.covm.value.BooleanValue");
  static final ClassDesc ERROR = ClassDesc.of("coop.covm.error.CovmException");
  static final ClassDesc MATH = ClassDesc.of("java.lang.Math");

  static final ClassDesc INT = ConstantDescs.CD_int;
  static final ClassDesc LONG = ConstantDescs.CD_long;
  static final ClassDesc DOUBLE = ConstantDescs.CD_double;
  static final ClassDesc TRUTH = ConstantDescs.CD_boolean;
  static final ClassDesc VOID = ConstantDescs.CD_void;

  private Names() {}

  static ClassDesc engine(String simpleName) {
    return ClassDesc.of(PACKAGE, simpleName);
  }

  static MethodTypeDesc type(ClassDesc result, ClassDesc... parameters) {
    return MethodTypeDesc.of(result, Arrays.asList(parameters));
  }
}
