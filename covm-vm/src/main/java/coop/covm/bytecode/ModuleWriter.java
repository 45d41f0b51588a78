package coop.covm.bytecode;

import coop.covm.value.BooleanValue;
import coop.covm.value.DecimalValue;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.List;

/** Writes the body of a {@link ModuleFile}. */
final class ModuleWriter {
  private ModuleWriter() {}

  /**
   * @param module a verified one
   */
  static void write(Module module, ByteWriter out) {
    out.text(module.sourceName());
    out.text(module.source());
    out.integer(module.constants().size());
    for (Value constant : module.constants()) {
      value(constant, out);
    }
    out.integer(module.templates().size());
    for (Template template : module.templates()) {
      template(template, out);
    }
    functions(module.ownFunctions(), out);
    if (ModuleFile.version(module) > 1) {
      functions(module.libraryFunctions(), out);
    }
  }

  private static void functions(List<Function> functions, ByteWriter out) {
    out.integer(functions.size());
    for (Function function : functions) {
      function(function, out);
    }
  }

  /** Recurses as deep as the value nests, which is bounded. */
  private static void value(Value value, ByteWriter out) {
    out.octet(tag(value));
    switch (value) {
      case NullValue ignored -> {}
      case BooleanValue ignored -> {}
      case NumberValue number -> out.bits(Double.doubleToLongBits(number.value()));
      case DecimalValue decimal -> {
        out.signed(decimal.value().scale());
        byte[] unscaled = decimal.value().unscaledValue().toByteArray();
        out.integer(unscaled.length);
        out.bytes(unscaled);
      }
      case StringValue string -> out.text(string.value());
      case ListValue list -> {
        out.integer(list.size());
        for (Value element : list.elements()) {
          value(element, out);
        }
      }
      case MapValue map -> {
        out.integer(map.size());
        map.entries()
            .forEach((key, element) -> {
              out.text(key);
              value(element, out);
            });
      }
    }
  }

  private static int tag(Value value) {
    return switch (value) {
      case NullValue ignored -> ValueTag.NULL;
      case BooleanValue bool -> bool.value() ? ValueTag.TRUE : ValueTag.FALSE;
      case NumberValue ignored -> ValueTag.NUMBER;
      case DecimalValue ignored -> ValueTag.DECIMAL;
      case StringValue ignored -> ValueTag.STRING;
      case ListValue ignored -> ValueTag.LIST;
      case MapValue ignored -> ValueTag.MAP;
    };
  }

  /** The number of a kind in the file, which never changes. */
  static int kind(Template.Kind kind) {
    return switch (kind) {
      case TEXT -> 0;
      case KEY -> 1;
      case PREFIX -> 2;
      case ROLE -> 3;
      case ID -> 4;
    };
  }

  private static void template(Template template, ByteWriter out) {
    out.octet(kind(template.kind()));
    out.integer(template.texts().size());
    for (String text : template.texts()) {
      out.text(text);
    }
  }

  private static void function(Function function, ByteWriter out) {
    out.text(function.name());
    out.integer(function.parameters());
    out.integer(function.results());
    out.integer(function.variables().size());
    for (String variable : function.variables()) {
      out.text(variable);
    }
    out.integer(function.hidden());
    out.integer(function.maxStack());
    code(function.code(), out);
    if (!function.library()) {
      places(function.code(), out);
    }
  }

  private static void code(Code code, ByteWriter out) {
    out.integer(code.places());
    for (Instruction instruction : Instruction.all(code)) {
      out.octet(instruction.opcode().number());
      for (int immediate : instruction.operands()) {
        out.integer(immediate);
      }
    }
  }

  private static void places(Code code, ByteWriter out) {
    int previous = 0;
    for (int index = 0; index < code.places(); index++) {
      int start = code.spanStart(index);
      out.signed(start - previous);
      out.integer(code.spanEnd(index) - start);
      previous = start;
    }
  }
}
