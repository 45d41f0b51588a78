package coop.covm.engine.kinds;

import coop.covm.bytecode.Immediate;
import coop.covm.bytecode.Instruction;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which variables are set for certain when an instruction that reads one is reached, on whatever
 * path. A variable that is set stays so until its frame ends.
 */
public final class AssignedVariables {
  private final FunctionKinds function;

  /** By the offset of each block what is set at its beginning; missing where nothing came yet. */
  private final Map<Integer, BitSet> atStart = new HashMap<>();

  /** By the offset of each load whether its variable is set. */
  private final BitSet certain = new BitSet();

  private boolean changed;

  private AssignedVariables(FunctionKinds function) {
    this.function = function;
  }

  public static AssignedVariables of(FunctionKinds function) {
    AssignedVariables assigned = new AssignedVariables(function);
    BitSet parameters = new BitSet();
    parameters.set(0, function.function().parameters());
    assigned.arrive(0, parameters);
    do {
      assigned.changed = false;
      assigned.certain.clear();
      assigned.pass();
    } while (assigned.changed);
    return assigned;
  }

  /** Whether the variable that the load at the offset reads is set for certain. */
  public boolean isCertain(int offset) {
    return certain.get(offset);
  }

  private void pass() {
    @Nullable BitSet now = null;
    for (Instruction instruction : function.blocks().instructions()) {
      if (function.blocks().isStart(instruction.offset())) {
        if (now != null) {
          arrive(instruction.offset(), now);
        }
        BitSet known = atStart.get(instruction.offset());
        now = known == null ? new BitSet() : (BitSet) known.clone();
      }
      if (now == null) {
        throw new IllegalStateException("an instruction is reached that begins no block");
      }
      act(instruction, now);
      if (!instruction.opcode().fallsThrough()) {
        now = null;
      }
    }
  }

  private void act(Instruction instruction, BitSet now) {
    switch (instruction.opcode()) {
      case LOAD, OPERANDVARIABLE -> {
        int variable = instruction.immediate(Immediate.VARIABLE);
        certain.set(instruction.offset(), now.get(variable));
        now.set(variable); // behind it the run would have ended
        jump(instruction, now);
      }
      case STORE -> now.set(instruction.immediate(Immediate.VARIABLE));
      case FOREACHNEXT -> {
        jump(instruction, now);
        now.set(instruction.immediate(Immediate.VARIABLE));
      }
      default -> jump(instruction, now);
    }
  }

  private void jump(Instruction instruction, BitSet now) {
    if (instruction.target().isPresent()) {
      arrive(instruction.target().getAsInt(), now);
    }
  }

  private void arrive(int offset, BitSet set) {
    BitSet known = atStart.get(offset);
    if (known == null) {
      atStart.put(offset, (BitSet) set.clone());
      changed = true;
      return;
    }
    int before = known.cardinality();
    known.and(set);
    changed |= known.cardinality() != before;
  }
}
