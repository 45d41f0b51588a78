package coop.covm.engine.classes;

import coop.covm.bytecode.Module;
import coop.covm.engine.kinds.FunctionKinds;
import coop.covm.engine.kinds.ModuleKinds;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The generated code of a module: a class with a static method for each function, and classes with
 * one method for a place where the interpreter enters a function.
 *
 * <p>The JVM never compiles a method of more than 8,000 bytes, so a function whose code would be
 * larger is left to the interpreter.
 */
public final class ModuleClass {
  /** The number of the first exit of code by which the interpreter enters. */
  public static final int FIRST_SITE_OF_ENTRY = 1 << 24;

  /** So many parameters of a method take less than 255 words. */
  private static final int MOST_PARAMETERS = 100;

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

  private static final Signature CALLED = new Signature.Called();

  private final Program program;
  private final byte[] bytes;
  private final List<ExitSite> sites;

  /**
   * What the interpreter needs to enter.
   *
   * @param bytes the class file, with one static method {@code enter}
   * @param sites the exits of its code, from number {@link #FIRST_SITE_OF_ENTRY} on
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes in transit, never compared
  public record Entry(byte[] bytes, List<ExitSite> sites) {}

  private ModuleClass(Program program, byte[] bytes, List<ExitSite> sites) {
    this.program = program;
    this.bytes = bytes;
    this.sites = List.copyOf(sites);
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
      boolean fits = kinds.function(i).function().parameters() <= MOST_PARAMETERS;
      compiled.set(i, fits && kinds.isReached(i));
    }
    while (true) {
      Program program = Program.of(module, kinds, compiled);
      BitSet refused = new BitSet();
      List<ExitSite> sites = new ArrayList<>();
      byte[] bytes = build(program, sites, refused);
      if (refused.isEmpty()) {
        return new ModuleClass(program, bytes, sites);
      }
      compiled = (BitSet) compiled.clone();
      compiled.andNot(refused);
    }
  }

  private static byte[] build(Program program, List<ExitSite> sites, BitSet refused) {
    return ClassFile.of()
        .build(
            Names.GENERATED,
            type -> {
              type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
              program.compiled().stream()
                  .forEach(i -> {
                    MethodWriter method =
                        new MethodWriter(
                            program,
                            program.kinds().function(i),
                            CALLED,
                            (code, index, callee) ->
                                code.invokestatic(
                                    Names.GENERATED, Program.methodName(index), callee));
                    if (!method.fits()) {
                      refused.set(i);
                    } else {
                      method.write(type, Program.methodName(i), sites);
                    }
                  });
            });
  }

  /** The class file. It is to be a hidden class in the package of the engine. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The exits of its functions; an exit's number is its place here. */
  public List<ExitSite> sites() {
    return sites;
  }

  /** Whether code was generated of a function. */
  public boolean has(int function) {
    return program.compiled().get(function);
  }

  /** Whether generated code calls the code of a function. */
  public boolean isCalled(int function) {
    return has(function) && program.kinds().isCalled(function);
  }

  /** Whether a function and those it calls hold nothing but numbers and booleans. */
  public boolean isPlain(int function) {
    return program.isPlain(function);
  }

  /** What must be left of the fuel for code to go on to the next loop or call. */
  public int least() {
    return program.least();
  }

  /** The name of a function's method. */
  public String method(int function) {
    return Program.methodName(function);
  }

  /** The type of a function's method. */
  public MethodTypeDesc type(int function) {
    return CALLED.type(program.kinds().function(function));
  }

  /**
   * Generates the class by which the interpreter enters a function at an offset. It finds the other
   * functions through the engine's {@code Links}.
   *
   * @return empty if its method is too large
   */
  public Optional<Entry> entry(int function, int offset) {
    FunctionKinds kinds = program.kinds().function(function);
    MethodWriter method =
        new MethodWriter(
            program,
            kinds,
            new Signature.Entered(offset),
            (code, index, callee) ->
                code.invokedynamic(
                    DynamicCallSiteDesc.of(LINK, Program.methodName(index), callee, index)));
    if (!method.fits()) {
      return Optional.empty();
    }
    List<ExitSite> own = new ArrayList<>();
    byte[] file =
        ClassFile.of()
            .build(
                Names.GENERATED,
                type -> {
                  type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
                  method.write(type, "enter", own);
                });
    return Optional.of(new Entry(file, List.copyOf(own)));
  }
}
