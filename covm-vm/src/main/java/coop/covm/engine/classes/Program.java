package coop.covm.engine.classes;

import coop.covm.bytecode.Immediate;
import coop.covm.bytecode.Instruction;
import coop.covm.bytecode.Module;
import coop.covm.bytecode.Opcode;
import coop.covm.engine.kinds.FunctionKinds;
import coop.covm.engine.kinds.ModuleKinds;
import java.util.BitSet;

/**
 * What generating the code of one function has to know of the others.
 *
 * @param compiled the functions of which code is generated
 * @param plain those of them that hold nothing but numbers and booleans, nor do those they call; so
 *     what is held does not change while they run, and their frames need not be counted one by one
 */
record Program(Module module, ModuleKinds kinds, BitSet compiled, BitSet plain) {
  /**
   * @param compiled the functions of which code is generated
   */
  static Program of(Module module, ModuleKinds kinds, BitSet compiled) {
    Program program = new Program(module, kinds, compiled, (BitSet) compiled.clone());
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = program.plain.nextSetBit(0); i >= 0; i = program.plain.nextSetBit(i + 1)) {
        if (!program.seemsPlain(kinds.function(i))) {
          program.plain.clear(i);
          changed = true;
        }
      }
    }
    return program;
  }

  private boolean seemsPlain(FunctionKinds function) {
    if (function.holdsReferences()) {
      return false;
    }
    Treatments treatments = treatments(function);
    return function.blocks().instructions().stream()
        .filter(instruction -> treatments.of(instruction) == Treatment.CALLED)
        .allMatch(this::callsPlain);
  }

  private boolean callsPlain(Instruction instruction) {
    return instruction.opcode() == Opcode.CALL
        && isPlain(instruction.immediate(Immediate.FUNCTION));
  }

  Treatments treatments(FunctionKinds function) {
    return new Treatments(module, function, compiled::get);
  }

  Fuel fuel(FunctionKinds function) {
    return new Fuel(module, function, treatments(function));
  }

  /**
   * As much as any path costs from one look at the allowance to the next: the rest of a function
   * without a loop, and as much of one that it calls. What code must have left to go on.
   */
  int least() {
    return 2 * compiled.stream().map(i -> fuel(kinds.function(i)).whole()).max().orElse(0);
  }

  boolean isPlain(int function) {
    return plain.get(function);
  }

  /** The name of a function's method. */
  static String methodName(int function) {
    return "f" + function;
  }
}
