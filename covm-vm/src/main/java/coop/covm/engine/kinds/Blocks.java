package coop.covm.engine.kinds;

import coop.covm.bytecode.Function;
import coop.covm.bytecode.Instruction;
import coop.covm.bytecode.Opcode;
import java.util.BitSet;
import java.util.List;

/**
 * The instructions of a function, and where paths meet: at its start, where a jump leads, and
 * behind a branch.
 */
public final class Blocks {
  private final List<Instruction> instructions;
  private final BitSet starts = new BitSet();
  private final BitSet targets = new BitSet();
  private final BitSet headers = new BitSet();

  private Blocks(List<Instruction> instructions) {
    this.instructions = instructions;
  }

  /**
   * @param function of a verified module
   */
  public static Blocks of(Function function) {
    Blocks blocks = new Blocks(Instruction.all(function.code()));
    blocks.find();
    return blocks;
  }

  private void find() {
    starts.set(0);
    for (Instruction instruction : instructions) {
      if (instruction.target().isPresent()) {
        int target = instruction.target().getAsInt();
        starts.set(target);
        targets.set(target);
        starts.set(instruction.next());
        if (target <= instruction.offset()) {
          headers.set(target);
        }
      }
      if (!instruction.opcode().fallsThrough() || instruction.opcode() == Opcode.CALL) {
        starts.set(instruction.next());
      }
    }
  }

  /** All instructions in the order of the code. */
  public List<Instruction> instructions() {
    return instructions;
  }

  /** Whether a block begins at the offset. */
  public boolean isStart(int offset) {
    return starts.get(offset);
  }

  /** Whether a jump leads to the offset. */
  public boolean isTarget(int offset) {
    return targets.get(offset);
  }

  /** Whether a path leads back to the offset: a loop's first instruction. */
  public boolean isHeader(int offset) {
    return headers.get(offset);
  }
}
