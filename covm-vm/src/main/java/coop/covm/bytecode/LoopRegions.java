package coop.covm.bytecode;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Proves that hidden slots are set before they are used and never mixed, from where loops stand.
 *
 * <p>A counted loop is {@code LOOPSTART h}, directly behind it {@code LOOPNEXT h, exit}, then the
 * body up to {@code exit}; a foreach loop likewise. The <em>region</em> of a loop goes from its
 * {@code LOOPNEXT} to its exit, exclusive. The rules:
 *
 * <ol>
 *   <li>A start stands directly before the next of its own slot, and a next directly behind its
 *       start.
 *   <li>Regions nest: the exit lies behind the {@code LOOPNEXT} and not behind the exit of a loop
 *       around it.
 *   <li>A loop does not use a slot of a loop around it.
 *   <li>A jump leads into a region only from within that region.
 * </ol>
 *
 * <p>So a region is entered only by falling from its start, which sets the slot, and within it
 * nothing but its own {@code LOOPNEXT} touches the slot. No data flow has to be computed.
 */
final class LoopRegions {
  /**
   * @param start the offset of the {@code LOOPNEXT} or {@code FOREACHNEXT}
   * @param end the exit's offset
   */
  private record Region(int slot, int start, int end) {
    boolean holds(int offset) {
      return start <= offset && offset < end;
    }
  }

  private final Function function;

  /** For each offset at which an instruction begins the innermost region that holds it. */
  private final @Nullable Region[] innermost;

  private final Deque<Region> open = new ArrayDeque<>();
  private final boolean[] slotInUse;

  private LoopRegions(Function function) {
    this.function = function;
    this.innermost = new @Nullable Region[function.code().length()];
    this.slotInUse = new boolean[function.hidden()];
  }

  /**
   * @param instructions all of the function's, their immediates in range
   * @throws ModuleException if one breaks a rule
   */
  static void verify(Function function, List<Instruction> instructions) {
    LoopRegions regions = new LoopRegions(function);
    Instruction previous = null;
    for (Instruction instruction : instructions) {
      regions.enter(previous, instruction);
      previous = instruction;
    }
    for (Instruction instruction : instructions) {
      regions.verifyJump(instruction);
    }
  }

  private void enter(@Nullable Instruction previous, Instruction instruction) {
    while (!open.isEmpty() && open.getLast().end <= instruction.offset()) {
      slotInUse[open.removeLast().slot] = false;
    }
    verifyPair(previous, instruction);
    if (isNext(instruction.opcode())) {
      open(instruction);
    }
    innermost[instruction.offset()] = open.peekLast();
  }

  private void verifyPair(@Nullable Instruction previous, Instruction instruction) {
    Opcode needed =
        switch (instruction.opcode()) {
          case LOOPNEXT -> Opcode.LOOPSTART;
          case FOREACHNEXT -> Opcode.FOREACHSTART;
          default -> null;
        };
    if (needed != null
        && (previous == null
            || previous.opcode() != needed
            || previous.immediate(Immediate.HIDDEN) != instruction.immediate(Immediate.HIDDEN))) {
      throw unsound(
          instruction, "no " + needed.mnemonic() + " of its slot stands directly before it");
    }
    if (needed == null && previous != null && isStart(previous.opcode())) {
      throw unsound(previous, "its loop does not begin directly behind it");
    }
  }

  private void open(Instruction next) {
    int slot = next.immediate(Immediate.HIDDEN);
    int exit = next.immediate(Immediate.TARGET);
    if (exit <= next.offset()) {
      throw unsound(next, "the exit of a loop lies behind it");
    }
    if (!open.isEmpty() && exit > open.getLast().end) {
      throw unsound(next, "its exit lies outside of the loop around it");
    }
    if (slotInUse[slot]) {
      throw unsound(next, "a loop around it uses the same slot");
    }
    slotInUse[slot] = true;
    open.addLast(new Region(slot, next.offset(), exit));
  }

  private void verifyJump(Instruction instruction) {
    if (instruction.target().isEmpty()) {
      return;
    }
    Region region = innermost[instruction.target().getAsInt()];
    if (region != null && !region.holds(instruction.offset())) {
      throw unsound(
          instruction, "it jumps into the loop at offset " + region.start + " from outside");
    }
  }

  private static boolean isStart(Opcode opcode) {
    return opcode == Opcode.LOOPSTART || opcode == Opcode.FOREACHSTART;
  }

  private static boolean isNext(Opcode opcode) {
    return opcode == Opcode.LOOPNEXT || opcode == Opcode.FOREACHNEXT;
  }

  private ModuleException unsound(Instruction instruction, String rule) {
    return FunctionVerifier.unsound(function, instruction, rule);
  }
}
