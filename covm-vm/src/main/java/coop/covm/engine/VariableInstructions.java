package coop.covm.engine;

import static coop.covm.engine.TrapCode.INVALID_NAME;
import static coop.covm.engine.TrapCode.VARIABLE_NOT_FOUND;

import coop.covm.bytecode.NameRule;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** Variables by their names. */
final class VariableInstructions {
  private VariableInstructions() {}

  static TrapException notFound(String name) {
    return new TrapException(
        VARIABLE_NOT_FOUND,
        "the variable %s has not been stored yet".formatted(BriefText.message(name)),
        Map.of("variable", BriefText.message(name)));
  }

  /** A popped name. */
  static String name(Meter meter, String instruction, Value value) {
    StringValue name = Operands.string(instruction, value);
    meter.charge(Charges.deep(name));
    if (!NameRule.isName(name.value())) {
      throw new TrapException(
          INVALID_NAME,
          "%s: %s is no name; a name is letters, digits and _, not beginning with a digit"
              .formatted(instruction, BriefText.of(name)));
    }
    return NameRule.normal(name.value());
  }

  static void store(Machine m, Value value, Value popped) {
    set(m, name(m.meter, "store", popped), value);
  }

  /** Stores a variable of the current frame, which its code may mention or not. */
  static void set(Machine m, String name, Value value) {
    int slot = m.function.slotOf(name);
    if (slot >= 0) {
      m.set(m.base + slot, value);
    } else {
      m.named.put(m.frames.depth(), name, value);
    }
  }

  static Value load(Machine m, Value popped) {
    return value(m, name(m.meter, "load", popped));
  }

  static void assertMemory(Machine m, Value popped, Value expected) {
    String name = name(m.meter, "assertmemory", popped);
    assertMemory(m, name, value(m, name), expected);
  }

  static void assertMemory(Machine m, int variable, Value expected) {
    String name = m.function.function.variables().get(variable);
    assertMemory(m, name, value(m, name), expected);
  }

  private static void assertMemory(Machine m, String name, Value actual, Value expected) {
    CheckInstructions.assertEqual(
        m.meter, "the variable " + BriefText.message(name), actual, expected);
  }

  private static Value value(Machine m, String name) {
    int slot = m.function.slotOf(name);
    if (slot >= 0) {
      if (m.isSet(m.base + slot)) {
        return m.value(m.base + slot);
      }
      throw notFound(name);
    }
    return m.named.get(m.frames.depth(), name).orElseThrow(() -> notFound(name));
  }

  /** All variables of the current frame that are set: those the code mentions first. */
  static Map<String, Value> all(Machine m) {
    Map<String, Value> all = new LinkedHashMap<>();
    for (int i = 0; i < m.function.variables; i++) {
      if (m.isSet(m.base + i)) {
        all.put(m.function.function.variables().get(i), m.value(m.base + i));
      }
    }
    all.putAll(m.named.all(m.frames.depth()));
    return all;
  }
}
