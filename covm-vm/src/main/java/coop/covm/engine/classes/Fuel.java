package coop.covm.engine.classes;

import coop.covm.bytecode.Immediate;
import coop.covm.bytecode.Instruction;
import coop.covm.bytecode.Module;
import coop.covm.bytecode.Opcode;
import coop.covm.engine.kinds.FunctionKinds;
import java.util.List;

/**
 * When generated code pays for instructions: for several at once, before the first of them acts. A
 * stretch that is paid at once ends where a block ends, and behind an instruction that charges by
 * itself or that the interpreter does.
 */
final class Fuel {
  private final Module module;
  private final Treatments treatments;

  /** By offset what the stretch costs that begins there; 0 where none begins. */
  private final int[] stretch;

  /** By offset what was paid for the instructions behind this one. */
  private final int[] later;

  private int whole;

  Fuel(Module module, FunctionKinds kinds, Treatments treatments) {
    this.module = module;
    this.treatments = treatments;
    this.stretch = new int[kinds.function().code().length()];
    this.later = new int[stretch.length];
    List<Instruction> instructions = kinds.blocks().instructions();
    int behind = 0;
    for (int i = instructions.size() - 1; i >= 0; i--) {
      Instruction instruction = instructions.get(i);
      boolean ends =
          i + 1 == instructions.size()
              || kinds.blocks().isStart(instruction.next())
              || treatments.of(instruction).endsStretch();
      if (ends) {
        behind = 0;
      }
      later[instruction.offset()] = behind;
      behind += cost(instruction);
      boolean begins =
          i == 0
              || kinds.blocks().isStart(instruction.offset())
              || treatments.of(instructions.get(i - 1)).endsStretch();
      stretch[instruction.offset()] = begins ? behind : 0;
      whole += cost(instruction);
    }
  }

  /** What an instruction costs here; one that the interpreter does costs there. */
  private int cost(Instruction instruction) {
    if (treatments.of(instruction) == Treatment.LEFT) {
      return 0;
    }
    return instruction.opcode().fuel() + sizeOfCall(instruction);
  }

  /** What a call costs by the size of the frame that it makes. */
  int sizeOfCall(Instruction instruction) {
    if (instruction.opcode() != Opcode.CALL) {
      return 0;
    }
    return module.functions().get(instruction.immediate(Immediate.FUNCTION)).places() >> 3;
  }

  /** As much as any path costs that goes round no loop. */
  int whole() {
    return whole;
  }

  int stretchAt(int offset) {
    return stretch[offset];
  }

  /** What was paid when the instruction is reached, for those behind it. */
  int later(Instruction instruction) {
    return later[instruction.offset()];
  }

  /** What was paid when the instruction is reached, for itself and those behind it. */
  int paid(Instruction instruction) {
    return later[instruction.offset()] + cost(instruction);
  }
}
