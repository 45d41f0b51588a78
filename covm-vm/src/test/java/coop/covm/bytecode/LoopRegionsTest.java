package coop.covm.bytecode;

import static coop.covm.bytecode.Opcode.*;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.bytecode.Assembler.Body;
import coop.covm.value.NumberValue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A hidden slot is set before it is used, and used by one loop at a time. */
class LoopRegionsTest {
  private static void refuses(Consumer<Body> code, String message) {
    Assembler assembler = new Assembler("");
    assembler.constant(NumberValue.of(1));
    code.accept(assembler.function("main", 0, 0, "x").hidden(2));
    assertThatThrownBy(() -> Verifier.verify(assembler.module()))
        .isInstanceOf(ModuleException.class)
        .hasMessage("function main, " + message);
  }

  @Test
  void refusesANextWithoutItsStart() {
    refuses(
        b -> b.emit(LOOPNEXT, 0, 3).emit(RETURN),
        "offset 0, loopnext 0 3: no loopstart of its slot stands directly before it");
    refuses(
        b -> b.emit(PUSH, 0).emit(LOOPSTART, 1).emit(LOOPNEXT, 0, 7).emit(RETURN),
        "offset 4, loopnext 0 7: no loopstart of its slot stands directly before it");
    refuses(
        b -> b.emit(PUSH, 0).emit(LOOPSTART, 0).emit(FOREACHNEXT, 0, 0, 8).emit(RETURN),
        "offset 4, foreachnext 0 0 8: no foreachstart of its slot stands directly before it");
    refuses(
        b -> b.emit(PUSH, 0).emit(FOREACHSTART, 0).emit(LOOPNEXT, 0, 7).emit(RETURN),
        "offset 4, loopnext 0 7: no loopstart of its slot stands directly before it");
  }

  @Test
  void refusesAStartWithoutItsNext() {
    refuses(
        b -> b.emit(PUSH, 0).emit(LOOPSTART, 0).emit(RETURN),
        "offset 2, loopstart 0: its loop does not begin directly behind it");
    refuses(
        b -> b.emit(PUSH, 0).emit(FOREACHSTART, 0).emit(NOP).emit(RETURN),
        "offset 2, foreachstart 0: its loop does not begin directly behind it");
  }

  @Test
  void refusesAJumpIntoALoop() {
    // to its next, with the slot unset
    refuses(
        b -> b.emit(JUMP, 6).emit(PUSH, 0).emit(LOOPSTART, 0).emit(LOOPNEXT, 0, 9).emit(RETURN),
        "offset 0, jump 6: it jumps into the loop at offset 6 from outside");
    // into its body
    refuses(
        b ->
            b.emit(PUSH, 0)
                .emit(JUMPIFFALSE, 11)
                .emit(PUSH, 0)
                .emit(LOOPSTART, 0)
                .emit(LOOPNEXT, 0, 13)
                .emit(JUMP, 8)
                .emit(RETURN),
        "offset 2, jumpiffalse 11: it jumps into the loop at offset 8 from outside");
    // back into it from behind
    refuses(
        b ->
            b.emit(PUSH, 0)
                .emit(LOOPSTART, 0)
                .emit(LOOPNEXT, 0, 9)
                .emit(JUMP, 4)
                .emit(PUSH, 0)
                .emit(JUMPIFFALSE, 4)
                .emit(RETURN),
        "offset 11, jumpiffalse 4: it jumps into the loop at offset 4 from outside");
    // from a loop into the loop within it
    refuses(
        b ->
            b.emit(PUSH, 0)
                .emit(LOOPSTART, 0)
                .emit(LOOPNEXT, 0, 20)
                .emit(PUSH, 0)
                .emit(LOOPSTART, 1)
                .emit(LOOPNEXT, 1, 16)
                .emit(JUMP, 11)
                .emit(JUMP, 11)
                .emit(JUMP, 4)
                .emit(RETURN),
        "offset 16, jump 11: it jumps into the loop at offset 11 from outside");
  }

  @Test
  void refusesALoopThatUsesASlotOfALoopAroundIt() {
    refuses(
        b ->
            b.emit(PUSH, 0)
                .emit(LOOPSTART, 0)
                .emit(LOOPNEXT, 0, 18)
                .emit(PUSH, 0)
                .emit(FOREACHSTART, 0)
                .emit(FOREACHNEXT, 0, 0, 16)
                .emit(NOP)
                .emit(JUMP, 4)
                .emit(RETURN),
        "offset 11, foreachnext 0 0 16: a loop around it uses the same slot");
  }

  @Test
  void refusesRegionsThatDoNotNest() {
    refuses(
        b -> b.emit(PUSH, 0).emit(LOOPSTART, 0).emit(LOOPNEXT, 0, 4).emit(RETURN),
        "offset 4, loopnext 0 4: the exit of a loop lies behind it");
    refuses(
        b -> b.emit(PUSH, 0).emit(LOOPSTART, 0).emit(LOOPNEXT, 0, 0).emit(RETURN),
        "offset 4, loopnext 0 0: the exit of a loop lies behind it");
    refuses(
        b ->
            b.emit(PUSH, 0)
                .emit(LOOPSTART, 0)
                .emit(LOOPNEXT, 0, 14)
                .emit(PUSH, 0)
                .emit(LOOPSTART, 1)
                .emit(LOOPNEXT, 1, 16)
                .emit(JUMP, 4)
                .emit(RETURN),
        "offset 11, loopnext 1 16: its exit lies outside of the loop around it");
  }
}
