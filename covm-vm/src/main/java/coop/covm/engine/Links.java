package coop.covm.engine;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Links the calls of a generated class that is only entered to the functions of its module. */
final class Links {
  private Links() {}

  /** Called by the JVM, the first time that generated code comes to a call. */
  static CallSite link(MethodHandles.Lookup lookup, String name, MethodType type, int function)
      throws IllegalAccessException {
    GeneratedClass functions = MethodHandles.classData(lookup, "_", GeneratedClass.class);
    return new ConstantCallSite(functions.method(function).asType(type));
  }
}
