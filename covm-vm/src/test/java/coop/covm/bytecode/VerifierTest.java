package coop.covm.bytecode;

import static coop.covm.bytecode.Opcode.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.bytecode.Assembler.Body;
import coop.covm.value.NumberValue;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of a function's code. */
class VerifierTest {
  /** The program with one constant, one template of each kind and a function of 2 → 1 values. */
  private static Module module(int results, Consumer<Body> code) {
    Assembler assembler = new Assembler("the source of the test");
    assembler.constant(NumberValue.of(1));
    assembler.template(Template.Kind.TEXT, "a", "b");
    assembler.template(Template.Kind.KEY, "a/", "");
    assembler.template(Template.Kind.ROLE, "org/", ":x");
    assembler.template(Template.Kind.ID, "", "");
    Body main = assembler.function("main", 0, results, "x", "y").hidden(2);
    code.accept(main);
    assembler.function("sum", 2, 1, "a", "b").emit(PUSH, 0).emit(RETURN);
    return assembler.module();
  }

  private static void accepts(int results, Consumer<Body> code) {
    Module module = module(results, code);
    assertThat(Verifier.verify(module)).isSameAs(module);
  }

  private static void refuses(Consumer<Body> code, String... message) {
    assertThatThrownBy(() -> Verifier.verify(module(0, code)))
        .isInstanceOfSatisfying(
            ModuleException.class,
            e -> assertThat(e.code()).isEqualTo(ModuleError.MODULE_NOT_SOUND))
        .message()
        .startsWith("function main")
        .contains(message);
  }

  @Test
  void acceptsEachShapeThatTheCompilerMakes() {
    accepts(0, b -> b.emit(RETURN));
    accepts(2, b -> b.emit(PUSH, 0).emit(DUP).emit(CALL, 1).emit(DUP).emit(RETURN));
    accepts(0, b -> b.emit(OPERAND, 0).emit(FAIL));
    accepts(0, b -> b.emit(OPERANDVARIABLE, 0).emit(TEXTTEMPLATE, 0).emit(EMIT).emit(RETURN));
    accepts(0, b -> b.emit(OPERAND, 0).emit(KEYTEMPLATE, 1).emit(DELETEP).emit(RETURN));
    accepts(0, b -> b.emit(OPERAND, 0).emit(KEYTEMPLATE, 2).emit(REQUIREROLE).emit(RETURN));
    accepts(0, b -> b.emit(OPERAND, 0).emit(KEYTEMPLATE, 3).emit(REQUIREIDENTITY).emit(RETURN));
    accepts(1, b -> b.emit(PUSH, 0).emit(CASE, 0, 7).emit(PUSH, 0).emit(RETURN));
    // loop with break out of a transaction block, and continue
    accepts(
        0,
        b ->
            b.emit(PUSH, 0)
                .emit(LOOPSTART, 0)
                .emit(LOOPNEXT, 0, 18)
                .emit(TRANSACTIONSTART)
                .emit(LOAD, 0)
                .emit(JUMPIFFALSE, 15)
                .emit(TRANSACTIONEND)
                .emit(JUMP, 18)
                .emit(TRANSACTIONEND)
                .emit(JUMP, 4)
                .emit(RETURN));
    // two loops, one behind the other, with the same slot
    accepts(
        0,
        b ->
            b.emit(PUSH, 0)
                .emit(FOREACHSTART, 1)
                .emit(FOREACHNEXT, 1, 1, 10)
                .emit(JUMP, 4)
                .emit(PUSH, 0)
                .emit(LOOPSTART, 1)
                .emit(LOOPNEXT, 1, 19)
                .emit(JUMP, 14)
                .emit(RETURN));
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void acceptsStructuredModules(long seed) {
    Module module = RandomModules.make(seed);
    assertThat(Verifier.verify(module)).isSameAs(module);
  }

  @Test
  void refusesWhatIsNoInstruction() {
    refuses(b -> b.emit(RETURN).emit(TALLY), "offset 1, tally", "reserved");
    Module module = module(0, b -> b.emit(PUSH, 0).emit(RETURN));
    assertThatThrownBy(() -> Verifier.verify(Tampered.words(module, 0xee)))
        .hasMessage("function main: at offset 0 stands 238, which is no opcode");
    assertThatThrownBy(() -> Verifier.verify(Tampered.words(module, -5)))
        .hasMessageContaining("stands -5");
    assertThatThrownBy(() -> Verifier.verify(Tampered.words(module, RETURN.number(), 0x47, 0)))
        .hasMessage("function main: the code ends inside the case at offset 1");
  }

  @Test
  void refusesImmediatesOutOfRange() {
    refuses(b -> b.emit(PUSH, 1), "offset 0, push 1: there is no constant 1, only 1");
    refuses(b -> b.emit(PUSH, -1), "there is no constant -1");
    refuses(b -> b.emit(OPERAND, 7), "there is no constant 7");
    refuses(b -> b.emit(LOAD, 2), "there is no variable 2, only 2");
    refuses(b -> b.emit(PUSH, 0).emit(LOOPSTART, 2), "there is no hidden slot 2, only 2");
    refuses(b -> b.emit(CALL, 2), "there is no function 2, only 2");
    refuses(b -> b.emit(TEXTTEMPLATE, 4), "there is no template 4, only 4");
    refuses(b -> b.emit(JUMP, 3).emit(RETURN), "there is no offset 3, only 3");
    refuses(b -> b.emit(JUMP, -1).emit(RETURN), "there is no offset -1");
    refuses(b -> b.emit(JUMP, 1).emit(RETURN), "no instruction begins at its target, offset 1");
    refuses(b -> b.emit(CALL, 0), "nothing calls function 0, the program itself");
  }

  @Test
  void refusesTemplatesOfTheWrongKind() {
    refuses(b -> b.emit(TEXTTEMPLATE, 1), "texttemplate 1: template 1 is of the kind KEY");
    refuses(b -> b.emit(TEXTTEMPLATE, 2), "texttemplate 2: template 2 is of the kind ROLE");
    refuses(b -> b.emit(TEXTTEMPLATE, 3), "texttemplate 3: template 3 is of the kind ID");
    refuses(b -> b.emit(KEYTEMPLATE, 0), "keytemplate 0: template 0 is of the kind TEXT");
  }

  @Test
  void refusesUnderflow() {
    refuses(b -> b.emit(POP), "offset 0, pop: it pops 1 values, and there are 0");
    refuses(b -> b.emit(PUSH, 0).emit(CALL, 1), "call 1: it pops 2 values, and there are 1");
    refuses(b -> b.emit(TEXTTEMPLATE, 0), "it pops 1 values, and there are 0");
    refuses(b -> b.emit(CASE, 0, 0), "it pops 1 values, and there are 0");
    refuses(b -> b.emit(PUSH, 0).emit(SWAP), "it pops 2 values, and there are 1");
  }

  @Test
  void refusesHeightsThatDifferWherePathsMeet() {
    refuses(
        b -> b.emit(PUSH, 0).emit(JUMPIFFALSE, 6).emit(PUSH, 0).emit(RETURN),
        "offset 6, return: paths meet at offset 6 with 0 and 1 values on the stack");
    // a loop that leaves a value each round
    refuses(
        b -> b.emit(PUSH, 0).emit(JUMPIFFALSE, 8).emit(PUSH, 0).emit(JUMP, 0).emit(RETURN),
        "offset 6, jump 0: paths meet at offset 0 with 0 and 1 values");
    // the value of a case that does not fit stays
    refuses(
        b -> b.emit(PUSH, 0).emit(CASE, 0, 5).emit(RETURN),
        "paths meet at offset 5 with 1 and 0 values");
  }

  @Test
  void refusesAWrongGreatestHeight() {
    Module module = module(0, b -> b.emit(PUSH, 0).emit(POP).emit(RETURN));
    for (int height : new int[] {0, 2}) {
      assertThatThrownBy(() -> Verifier.verify(Tampered.maxStack(module, height)))
          .hasMessage(
              "function main: its stack reaches the height 1, not the declared %d"
                  .formatted(height));
    }
  }

  @Test
  void refusesAStackHigherThanAllowed() {
    accepts(
        0,
        b -> {
          for (int i = 0; i < ModuleLimits.STACK; i++) {
            b.emit(PUSH, 0);
          }
          b.emit(FAIL);
        });
    refuses(
        b -> {
          for (int i = 0; i <= ModuleLimits.STACK; i++) {
            b.emit(PUSH, 0);
          }
          b.emit(FAIL);
        },
        "the stack would hold 4097 values, at most 4096 are allowed");
  }

  @Test
  void refusesAWrongNumberOfResults() {
    refuses(
        b -> b.emit(PUSH, 0).emit(RETURN),
        "offset 2, return: it returns 1 values, and the function has 0 results");
    assertThatThrownBy(() -> Verifier.verify(module(1, b -> b.emit(RETURN))))
        .hasMessageContaining("it returns 0 values, and the function has 1 results");
  }

  @Test
  void refusesFallingOffTheEnd() {
    refuses(b -> {}, "its code is empty or falls off the end");
    refuses(b -> b.emit(NOP), "its code is empty or falls off the end");
    refuses(b -> b.emit(PUSH, 0).emit(JUMPIFFALSE, 0), "falls off the end");
  }

  @Test
  void refusesCodeThatIsNeverReachedOrOnlyFromBelow() {
    refuses(b -> b.emit(RETURN).emit(NOP).emit(RETURN), "offset 1, nop: it is not reached");
    refuses(b -> b.emit(PUSH, 0).emit(FAIL).emit(RETURN), "offset 3, return: it is not reached");
    refuses(b -> b.emit(JUMP, 0).emit(RETURN), "offset 2, return: it is not reached from above");
    refuses(
        b -> b.emit(JUMP, 3).emit(RETURN).emit(JUMP, 2),
        "offset 2, return: it is not reached from above");
  }

  @Test
  void refusesTransactionBlocksThatAreNotBalanced() {
    refuses(b -> b.emit(TRANSACTIONEND).emit(RETURN), "offset 0", "no transaction block is open");
    refuses(
        b -> b.emit(TRANSACTIONSTART).emit(RETURN),
        "offset 1, return: it leaves 1 transaction blocks open");
    refuses(
        b -> b.emit(PUSH, 0).emit(JUMPIFFALSE, 5).emit(TRANSACTIONSTART).emit(RETURN),
        "paths meet at offset 5 with 0 and 0 values on the stack, and 0 and 1 transaction blocks");
    refuses(
        b -> b.emit(TRANSACTIONSTART).emit(JUMP, 0),
        "paths meet at offset 0",
        "and 0 and 1 transaction blocks");
    // an end in a callee does not end the block of its caller
    Assembler assembler = new Assembler("");
    assembler.function("main", 0, 0).emit(TRANSACTIONSTART).emit(CALL, 1).emit(RETURN);
    assembler.function("ends", 0, 0).emit(TRANSACTIONEND).emit(RETURN);
    assertThatThrownBy(() -> Verifier.verify(assembler.module()))
        .hasMessageContaining("function main, offset 3, return: it leaves 1 transaction blocks");
  }

  @Test
  void refusesPlacesThatDoNotFitTheInstructions() {
    Module module = module(0, b -> b.emit(NOP).emit(RETURN));
    int[] none = {};
    assertThatThrownBy(() -> Verifier.verify(Tampered.places(module, none, none, none)))
        .hasMessage("function main: it has 2 instructions but 0 places in the source");
    refusesPlaces(module, new int[] {0, 0}, 0, 0, "offset 1, return: the place in the source is");
    refusesPlaces(module, new int[] {1, 0}, 0, 0, "offset 0, nop: the place in the source is for");
    refusesPlaces(module, new int[] {0, 1}, -1, 0, "from -1 to 0, is not inside its 22 char");
    refusesPlaces(module, new int[] {0, 1}, 2, 1, "from 2 to 1, is not inside");
    refusesPlaces(module, new int[] {0, 1}, 0, 23, "from 0 to 23, is not inside");
    refusesPlaces(module, new int[] {0, 1}, 23, 23, "from 23 to 23, is not inside");
  }

  private static void refusesPlaces(
      Module module, int[] offsets, int start, int end, String message) {
    int[] starts = {start, start};
    int[] ends = {end, end};
    assertThatThrownBy(() -> Verifier.verify(Tampered.places(module, offsets, starts, ends)))
        .isInstanceOf(ModuleException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theProofTakesLinearTime() {
    // Every round jumps back to the same place, and loops nest as deep as slots allow.
    Assembler assembler = new Assembler("");
    assembler.constant(NumberValue.of(1));
    Body main = assembler.function("main", 0, 0).hidden(ModuleLimits.HIDDEN);
    List<Assembler.Label> exits = new java.util.ArrayList<>();
    for (int slot = 0; slot < ModuleLimits.HIDDEN; slot++) {
      exits.add(main.label());
      main.emit(PUSH, 0).emit(LOOPSTART, slot).branch(LOOPNEXT, exits.getLast(), slot);
    }
    for (int i = 0; i < 200_000; i++) {
      main.emit(PUSH, 0).emit(JUMPIFFALSE, (i % 1000) * 7);
    }
    exits.reversed().forEach(main::place);
    main.emit(RETURN);
    Module module = assembler.module();

    Cost before = Cost.now();
    // A jump from the innermost loop to the starts of the outermost leaves loops; that is allowed.
    Verifier.verify(module);
    assertThat(Cost.since(before).cpuNanos()).isLessThan(5_000_000_000L);
  }
}
