package coop.covm.engine;

import coop.covm.bytecode.Template;
import coop.covm.value.Value;

/**
 * Hands the values on the stack to instructions that act on something else, and pops them after
 * they have acted. Methods take and return the stack pointer.
 */
final class EffectPaths {
  private EffectPaths() {}

  static int emit(Machine m, int top) {
    OutputInstructions.emit(m.run, m.value(top - 1));
    return m.drop(top, 1);
  }

  static int emitEvent(Machine m, int top) {
    OutputInstructions.emitEvent(m.run, m.value(top - 2), m.value(top - 1));
    return m.drop(top, 2);
  }

  static int storeNamed(Machine m, int top) {
    VariableInstructions.store(m, m.value(top - 2), m.value(top - 1));
    return m.drop(top, 2);
  }

  static int assertTop(Machine m, int top) {
    CheckInstructions.assertEqual(m.meter, "the top value", m.value(top - 2), m.value(top - 1));
    return m.drop(top, 1);
  }

  static int assertMemory(Machine m, int variable, int top) {
    VariableInstructions.assertMemory(m, variable, m.value(top - 1));
    return m.drop(top, 1);
  }

  static int assertMemoryNamed(Machine m, int top) {
    VariableInstructions.assertMemory(m, m.value(top - 2), m.value(top - 1));
    return m.drop(top, 2);
  }

  static int assertEqualStack(Machine m, int top) {
    int height = top - 1 - m.base - m.function.locals;
    int count = CheckInstructions.equalCount(m.value(top - 1), height);
    CheckInstructions.assertEqualStack(m.meter, m.values(top - 1 - count, top - 1));
    return m.drop(top, 1);
  }

  static int require(Machine m, int top) {
    CheckInstructions.require(m.value(top - 2), m.value(top - 1));
    return m.drop(top, 2);
  }

  static void dumpState(Machine m, int top) {
    InspectionInstructions.dumpState(
        m.run, m.stack(top), VariableInstructions.all(m), m.callNames());
  }

  static int store(Machine m, int top) {
    StorageInstructions.store(m.run, m.value(top - 2), m.value(top - 1));
    return m.drop(top, 2);
  }

  static int delete(Machine m, int top) {
    StorageInstructions.delete(m.run, m.value(top - 1));
    return m.drop(top, 1);
  }

  static int increment(Machine m, int at, int top) {
    StorageInstructions.increment(
        m.run, m.value(top - 2), m.value(top - 1), InstructionPlace.of(m.function.index, at));
    return m.drop(top, 2);
  }

  static int requireRole(Machine m, int top) {
    IdentityInstructions.requireRole(m.run, m.value(top - 1));
    return m.drop(top, 1);
  }

  static int requireIdentity(Machine m, int top) {
    IdentityInstructions.requireIdentity(m.run, m.value(top - 1));
    return m.drop(top, 1);
  }

  static int fillText(Machine m, int index, int top) {
    Template template = m.module.module.templates().get(index);
    int from = top - template.holes();
    Value text = OutputInstructions.fill(m.meter, template, m.values(from, top));
    return m.replace(top, template.holes(), text);
  }

  static int fillKey(Machine m, int index, int top) {
    Template template = m.module.module.templates().get(index);
    int from = top - template.holes();
    Value key = KeyInstructions.fill(m.meter, template, m.values(from, top));
    return m.replace(top, template.holes(), key);
  }
}
