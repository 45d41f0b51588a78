package coop.covm.engine.classes;

import coop.covm.engine.classes.CallCode.Caller;
import coop.covm.engine.classes.Frame.WaysOut;
import coop.covm.engine.classes.FrameLocals.Use;
import coop.covm.engine.kinds.FunctionKinds;
import coop.covm.engine.kinds.Kind;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the method of a function, twice: the first time to see how large it is, and which places
 * of the stack its exits find in their own locals.
 */
final class MethodWriter {
  /** The JVM inlines none of more than 325 bytes ({@code FreqInlineSize}). */
  private static final int LARGEST_INLINED = 325;

  private static final String TRIAL = "trial";

  /** The JVM compiles none of 8,000 bytes; what is measured lacks a little. */
  private static final int LARGEST_METHOD = 7500;

  /** Less than a slice of fuel that fits into an {@link Allowance}. */
  private static final int LARGEST_COST = 50_000;

  private final Program program;
  private final FunctionKinds kinds;
  private final Signature signature;
  private final Caller caller;
  private final Set<Use.Stack> told = new HashSet<>();
  private boolean fits;
  private boolean apart;

  MethodWriter(Program program, FunctionKinds kinds, Signature signature, Caller caller) {
    this.program = program;
    this.kinds = kinds;
    this.signature = signature;
    this.caller = caller;
    tryOut();
  }

  private void tryOut() {
    List<ExitSite> sites = new ArrayList<>();
    int size = size(Set.of(), false, sites);
    for (ExitSite site : sites) {
      site.stack().forEach(this::tell);
      site.waiting().forEach(this::tell);
    }
    FrameLocals locals = new FrameLocals(kinds, signature.firstLocal());
    fits =
        size <= LARGEST_METHOD
            && program.fuel(kinds).whole() <= LARGEST_COST
            && new Telling(kinds, locals, told::contains).fits();
    apart = size <= LARGEST_INLINED && size(told, true, new ArrayList<>()) <= LARGEST_INLINED;
  }

  /** How many bytes the code has. */
  private int size(Set<Use.Stack> places, boolean eachApart, List<ExitSite> sites) {
    WaysOut ways = new WaysOut(TRIAL, places, eachApart);
    byte[] file =
        ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS)
            .build(
                Names.GENERATED,
                type ->
                    type.withMethodBody(
                        TRIAL,
                        signature.type(kinds),
                        ClassFile.ACC_STATIC,
                        code -> FunctionCode.write(frame(code, sites, ways), caller)));
    return ClassFile.of().parse(file).methods().getFirst().code().stream()
        .mapToInt(code -> ((CodeAttribute) code).codeLength())
        .sum();
  }

  private void tell(Operand operand) {
    if (operand instanceof Operand.Placed(int height, Kind kind)) {
      told.add(new Use.Stack(height, kind));
    }
  }

  private Frame frame(CodeBuilder code, List<ExitSite> sites, WaysOut ways) {
    return new Frame(program, kinds, signature, code, sites, ways);
  }

  /** Whether it is one that the JVM compiles, and its frame and its cost are not too large. */
  boolean fits() {
    return fits;
  }

  /**
   * @param sites takes the exits
   */
  void write(ClassBuilder type, String name, List<ExitSite> sites) {
    WaysOut ways = new WaysOut(name + "Left", told, apart);
    Telling[] telling = new Telling[1];
    type.withMethodBody(
        name,
        signature.type(kinds),
        ClassFile.ACC_STATIC,
        code -> {
          Frame frame = frame(code, sites, ways);
          FunctionCode.write(frame, caller);
          telling[0] = frame.telling;
        });
    telling[0].writeMethod(type, ways.name());
  }
}
