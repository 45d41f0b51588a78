package coop.covm.dialogue;

import coop.covm.bytecode.Code;
import coop.covm.bytecode.Instruction;
import coop.covm.bytecode.Module;
import coop.covm.bytecode.Opcode;
import java.util.Set;

/** Whether a main program looks at more of its memory than it names. */
final class Looks {
  private static final Set<Opcode> WHOLE_STACK =
      Set.of(Opcode.DEPTH, Opcode.ASSERTEQUALSTACK, Opcode.DUMPSTACK, Opcode.DUMPSTATE);

  /** They take the name from the stack, or show everything. */
  private static final Set<Opcode> ALL_VARIABLES =
      Set.of(Opcode.LOADNAMED, Opcode.ASSERTMEMORYNAMED, Opcode.DUMPMEMORY, Opcode.DUMPSTATE);

  private Looks() {}

  static boolean atWholeStack(Module module) {
    return hasOneOf(module.main().code(), WHOLE_STACK);
  }

  static boolean atAllVariables(Module module) {
    return hasOneOf(module.main().code(), ALL_VARIABLES);
  }

  private static boolean hasOneOf(Code code, Set<Opcode> opcodes) {
    int offset = 0;
    while (offset < code.length()) {
      Instruction instruction = Instruction.at(code, offset);
      if (opcodes.contains(instruction.opcode())) {
        return true;
      }
      offset = instruction.next();
    }
    return false;
  }
}
