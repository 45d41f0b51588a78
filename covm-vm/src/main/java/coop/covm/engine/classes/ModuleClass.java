package coop.covm.engine.classes;

import coop.covm.bytecode.Function;
import coop.covm.bytecode.Module;
import coop.covm.engine.kinds.FunctionKinds;
import coop.covm.engine.kinds.ModuleKinds;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.BitSet;

/**
 * The generated code of a module: a class with a static method for each function, and classes with
 * one method for a place where the interpreter enters a function.
 *
 * <p>A method beyond {@value #LARGEST_METHOD} bytes would never be compiled by the JVM ({@code
 * -XX:-DontCompileHugeMethods} aside), so such a function is left to the interpreter.
 */
public final class ModuleClass {
  private static final int LARGEST_METHOD = 7900;

  /** Parameters of a method take 255 words at most. */
  private static final int MOST_PARAMETERS = 100;

  /** What a frame may need of the JVM's stack is bounded by this. */
  private static final int MOST_PLACES = 1000;

  private static final ClassDesc NAME = Names.engine("Generated");

  private final Program program;
  private final byte[] bytes;

  private ModuleClass(Program program, byte[] bytes) {
    this.program = program;
    this.bytes = bytes;
  }

  /**
   * Generates the class of a module.
   *
   * @param module a verified module
   * @param kinds of that module
   */
  public static ModuleClass of(Module module, ModuleKinds kinds) {
    BitSet compiled = new BitSet();
    for (int i = 0; i < kinds.size(); i++) {
      compiled.set(i, fits(kinds.function(i).function()));
    }
    while (true) {
      Program program = Program.of(module, kinds, compiled);
      byte[] bytes = build(program);
      BitSet tooLarge = tooLarge(bytes);
      if (tooLarge.isEmpty()) {
        return new ModuleClass(program, bytes);
      }
      compiled = (BitSet) compiled.clone();
      compiled.andNot(tooLarge);
    }
  }

  private static boolean fits(Function function) {
    return function.parameters() <= MOST_PARAMETERS && Fuel.places(function) <= MOST_PLACES;
  }

  private static byte[] build(Program program) {
    Signature called = new Signature.Called();
    return ClassFile.of()
        .build(
            NAME,
            type -> {
              type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
              program.compiled().stream()
                  .forEach(i -> {
                    FunctionKinds kinds = program.kinds().function(i);
                    type.withMethodBody(
                        Program.methodName(i),
                        called.type(kinds),
                        ClassFile.ACC_STATIC,
                        code ->
                            FunctionCode.write(
                                program,
                                kinds,
                                called,
                                code,
                                (index, callee) ->
                                    code.invokestatic(NAME, Program.methodName(index), callee)));
                  });
            });
  }

  private static BitSet tooLarge(byte[] bytes) {
    ClassModel model = ClassFile.of().parse(bytes);
    BitSet tooLarge = new BitSet();
    for (MethodModel method : model.methods()) {
      method
          .code()
          .filter(code -> ((CodeAttribute) code).codeLength() > LARGEST_METHOD)
          .ifPresent(
              _ -> tooLarge.set(Integer.parseInt(method.methodName().stringValue().substring(1))));
    }
    return tooLarge;
  }

  /** The class file. It is to be a hidden class in the package of the engine. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Whether code was generated of a function. */
  public boolean has(int function) {
    return program.compiled().get(function);
  }

  /** Whether a function and those it calls hold nothing but numbers and booleans. */
  public boolean isPlain(int function) {
    return program.isPlain(function);
  }

  /** The name of a function's method. */
  public String method(int function) {
    return Program.methodName(function);
  }

  /** The type of a function's method. */
  public MethodTypeDesc type(int function) {
    return new Signature.Called().type(program.kinds().function(function));
  }

  /** What was paid, at each offset of a function, for the instructions behind that one. */
  public int[] later(int function) {
    FunctionKinds kinds = program.kinds().function(function);
    return new Fuel(program.module(), kinds, program.treatments(kinds)).later();
  }

  /**
   * Generates the class by which the interpreter enters a function at an offset: with one static
   * method {@code enter}. It finds the other functions through the engine's {@code Links}.
   *
   * @return the class file; empty if its method is too large
   */
  public java.util.Optional<byte[]> entry(int function, int offset) {
    FunctionKinds kinds = program.kinds().function(function);
    Signature entered = new Signature.Entered(offset);
    byte[] file =
        ClassFile.of()
            .build(
                NAME,
                type -> {
                  type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
                  type.withMethodBody(
                      "enter",
                      entered.type(kinds),
                      ClassFile.ACC_STATIC,
                      code ->
                          FunctionCode.write(
                              program,
                              kinds,
                              entered,
                              code,
                              (index, callee) ->
                                  code.invokedynamic(
                                      DynamicCallSiteDesc.of(
                                          LINK, Program.methodName(index), callee, index))));
                });
    ClassModel model = ClassFile.of().parse(file);
    boolean tooLarge =
        model.methods().stream()
            .flatMap(method -> method.code().stream())
            .anyMatch(code -> ((CodeAttribute) code).codeLength() > LARGEST_METHOD);
    return tooLarge ? java.util.Optional.empty() : java.util.Optional.of(file);
  }

  private static final DirectMethodHandleDesc LINK =
      MethodHandleDesc.ofMethod(
          DirectMethodHandleDesc.Kind.STATIC,
          Names.LINKS,
          "link",
          MethodTypeDesc.of(
              ClassDesc.of("java.lang.invoke.CallSite"),
              ClassDesc.of("java.lang.invoke.MethodHandles").nested("Lookup"),
              ClassDesc.of("java.lang.String"),
              ClassDesc.of("java.lang.invoke.MethodType"),
              Names.INT));
}
