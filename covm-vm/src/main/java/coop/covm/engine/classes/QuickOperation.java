package coop.covm.engine.classes;

import coop.covm.bytecode.Opcode;
import coop.covm.engine.kinds.Kind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The method that does an instruction in its common cases, or says by null that they are not met.
 * Unlike an {@link Operation} it neither charges nor fails.
 *
 * @param meter whether it takes the meter before the operands
 * @param kinds in which it takes the operands
 */
record QuickOperation(String name, boolean meter, List<Kind> kinds) {

  /** The method for an instruction whose operands are of these kinds, if there is one. */
  static @Nullable QuickOperation of(Opcode opcode, List<Kind> operands) {
    return switch (opcode) {
      case GET -> of("get", false, operands, 1);
      case PUT -> of("put", true, operands, 3);
      case APPEND -> of("append", true, operands, 2);
      case ADD -> of("add", false, operands, 0);
      default -> null;
    };
  }

  /** Whether there may be one for an instruction. */
  static boolean isFor(Opcode opcode) {
    return switch (opcode) {
      case GET, PUT, APPEND, ADD -> true;
      default -> false;
    };
  }

  /**
   * @param boxed how many of the operands, the deepest ones, it takes as values, and if there are
   *     more, one of those in another kind
   */
  private static @Nullable QuickOperation of(
      String name, boolean meter, List<Kind> operands, int boxed) {
    List<Kind> kinds = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      boolean plain = i >= boxed && operands.get(i) == Kind.NUMBER;
      kinds.add(plain ? Kind.NUMBER : Kind.REFERENCE);
    }
    return new QuickOperation(name, meter, List.copyOf(kinds));
  }

  ClassDesc owner() {
    return Names.engine("QuickPaths");
  }

  MethodTypeDesc type() {
    List<ClassDesc> parameters = new ArrayList<>();
    if (meter) {
      parameters.add(Names.METER);
    }
    kinds.forEach(kind -> parameters.add(Signature.type(kind)));
    return MethodTypeDesc.of(Names.VALUE, parameters);
  }
}
