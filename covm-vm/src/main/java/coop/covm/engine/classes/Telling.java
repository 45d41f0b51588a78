package coop.covm.engine.classes;

import coop.covm.engine.classes.FrameLocals.Use;
import coop.covm.engine.kinds.FunctionKinds;
import coop.covm.engine.kinds.Kind;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How generated code that is left tells a captured frame of its locals: by a method of its own, so
 * that the function's own code stays small. That counts, since the JVM's compiler inlines no method
 * beyond a few hundred bytes.
 */
final class Telling {
  /** Words that the parameters of a method may take. */
  private static final int MOST_WORDS = 255;

  private final FunctionKinds kinds;

  /** The locals that are told of, with what they are for. */
  private final Map<Integer, Use> told;

  private final MethodTypeDesc type;
  private final boolean fits;

  /**
   * @param isTold which places of the stack some exit finds in their own locals
   */
  Telling(FunctionKinds kinds, FrameLocals locals, Predicate<Use.Stack> isTold) {
    this.kinds = kinds;
    this.told = new TreeMap<>();
    for (Map.Entry<Integer, Use> entry : locals.uses().entrySet()) {
      if (!(entry.getValue() instanceof Use.Stack place) || isTold.test(place)) {
        told.put(entry.getKey(), entry.getValue());
      }
    }
    List<ClassDesc> parameters = new ArrayList<>(List.of(Names.RUN, Names.INT, Names.INT));
    told.values().forEach(use -> parameters.add(type(use)));
    this.type = MethodTypeDesc.of(Names.VOID, parameters);
    this.fits = parameters.stream().mapToInt(Telling::words).sum() <= MOST_WORDS;
  }

  /** Whether the locals are few enough. */
  boolean fits() {
    return fits;
  }

  /** The locals that are told of. */
  Map<Integer, Use> told() {
    return told;
  }

  private static int words(ClassDesc type) {
    return type.equals(Names.DOUBLE) ? 2 : 1;
  }

  private static ClassDesc type(Use use) {
    return switch (use) {
      case Use.Variable(int _, Kind kind) -> Signature.type(kind);
      case Use.Stack(int _, Kind kind) -> Signature.type(kind);
      case Use.Rounds _ -> Names.DOUBLE;
      case Use.Elements _ -> Names.LIST;
      case Use.NextElement _ -> Names.INT;
    };
  }

  /**
   * Writes the call, from the locals as they are.
   *
   * @param loadExit loads the exit's number
   */
  void writeCall(CodeWriter writer, Runnable loadExit, String name) {
    CodeBuilder code = writer.code().aload(CodeWriter.RUN);
    loadExit.run();
    writer.loadAllowance();
    told.forEach((local, use) -> load(code, local, type(use)));
    code.invokestatic(Names.GENERATED, name, type);
  }

  private static void load(CodeBuilder code, int local, ClassDesc type) {
    if (type.equals(Names.DOUBLE)) {
      code.dload(local);
    } else if (type.equals(Names.INT)) {
      code.iload(local);
    } else {
      code.aload(local);
    }
  }

  void writeMethod(ClassBuilder builder, String name) {
    builder.withMethodBody(name, type, ClassFile.ACC_STATIC, this::writeBody);
  }

  private void writeBody(CodeBuilder code) {
    int next = 3;
    int frame = type.parameterList().stream().mapToInt(Telling::words).sum();
    code.aload(0)
        .iload(1)
        .iload(2)
        .invokevirtual(Names.RUN, "capture", Names.type(Names.FRAME, Names.INT, Names.INT))
        .astore(frame);
    for (Use use : told.values()) {
      tell(code, frame, use, next);
      next += words(type(use));
    }
    code.aload(frame).invokevirtual(Names.FRAME, "complete", Names.type(Names.VOID)).return_();
  }

  private void tell(CodeBuilder code, int frame, Use use, int parameter) {
    int variables = kinds.function().variables().size();
    switch (use) {
      case Use.Variable(int index, Kind kind) -> tell(code, frame, index, kind, parameter);
      case Use.Stack(int height, Kind kind) ->
          tell(code, frame, variables + kinds.function().hidden() + height, kind, parameter);
      case Use.Rounds(int hidden) ->
          tell(code, frame, "rounds", variables + hidden, type(use), parameter);
      case Use.Elements(int hidden) ->
          tell(code, frame, "list", variables + hidden, type(use), parameter);
      case Use.NextElement(int hidden) ->
          tell(code, frame, "next", variables + hidden, type(use), parameter);
    }
  }

  private static void tell(CodeBuilder code, int frame, int place, Kind kind, int parameter) {
    ClassDesc type = Signature.type(kind);
    String name =
        switch (kind) {
          case NUMBER -> "number";
          case BOOLEAN -> "bool";
          case REFERENCE, NOTHING -> "reference";
        };
    tell(code, frame, name, place, type, parameter);
  }

  private static void tell(
      CodeBuilder code, int frame, String name, int place, ClassDesc type, int parameter) {
    code.aload(frame).loadConstant(place);
    load(code, parameter, type);
    code.invokevirtual(Names.FRAME, name, Names.type(Names.VOID, Names.INT, type));
  }
}
