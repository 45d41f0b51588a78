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

  /**
   * A method before the kinds of its operands are known.
   *
   * @param boxed how many of the operands, the deepest ones, it takes as values; a number behind
   *     them it takes as it is
   */
  private record Form(String name, boolean meter, int boxed) {}

  private static @Nullable Form form(Opcode opcode) {
    return switch (opcode) {
      case GET -> new Form("get", false, 1);
      case PUT -> new Form("put", true, 3);
      case APPEND -> new Form("append", true, 2);
      case ADD -> new Form("add", false, 0);
      default -> null;
    };
  }

  /** Whether there is one for an instruction. */
  static boolean isFor(Opcode opcode) {
    return form(opcode) != null;
  }

  /** The method for an instruction whose operands are of these kinds, if there is one. */
  static @Nullable QuickOperation of(Opcode opcode, List<Kind> operands) {
    Form form = form(opcode);
    if (form == null) {
      return null;
    }
    List<Kind> kinds = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      boolean plain = i >= form.boxed && operands.get(i) == Kind.NUMBER;
      kinds.add(plain ? Kind.NUMBER : Kind.REFERENCE);
    }
    return new QuickOperation(form.name, form.meter, List.copyOf(kinds));
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
