package coop.covm.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpcodeTest {
  @Test
  void numbersAndImmediatesNeverChange() {
    String table =
        Arrays.stream(Opcode.values())
            .map(opcode ->
                "%02x %s %s"
                    .formatted(
                        opcode.number(),
                        opcode.mnemonic(),
                        opcode.immediates().stream()
                            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(" ")))
                    .strip())
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(table).isEqualTo(GOLDEN);
  }

  @Test
  void numbersAreDistinctAndFitAByte() {
    assertThat(Opcode.values()).extracting(Opcode::number).doesNotHaveDuplicates();
    assertThat(Opcode.values()).allMatch(opcode -> opcode.number() > 0 && opcode.number() < 256);
  }

  @Test
  void eachIsFoundByItsNumberAndItsNameInEitherCase() {
    for (Opcode opcode : Opcode.values()) {
      assertThat(Opcode.of(opcode.number())).contains(opcode);
      assertThat(Opcode.of(opcode.mnemonic())).contains(opcode);
      assertThat(Opcode.of(opcode.mnemonic().toUpperCase(Locale.ROOT))).contains(opcode);
      assertThat(opcode.mnemonic()).matches("[a-z]+");
    }
  }

  @Test
  void noOtherNumberOrSpellingIsAnOpcode() {
    for (int number : new int[] {Integer.MIN_VALUE, -1, 0, 255, 256, Integer.MAX_VALUE}) {
      assertThat(Opcode.of(number)).isEmpty();
    }
    // U+212A is the Kelvin sign, whose lower case is k.
    assertThat(Opcode.of("dumpstac\u212a")).isEmpty();
    assertThat(Opcode.of("")).isEmpty();
    assertThat(Opcode.of("push ")).isEmpty();
  }

  @Test
  void effectsHaveTwoSidesAndExplanationsAreSentences() {
    for (Opcode opcode : Opcode.values()) {
      assertThat(opcode.effect()).as(opcode.mnemonic()).matches("|(\\S+ )*--( \\S+)*");
      assertThat(opcode.effect().isEmpty() && !opcode.isReserved()).isFalse();
      assertThat(opcode.explanation()).as(opcode.mnemonic()).matches("\\S.*[^.]\\.");
    }
  }

  @Test
  void phrasesNameOnlyWhatTheInstructionHas() {
    for (Opcode opcode : Opcode.values()) {
      assertThat(opcode.phrase().text().isEmpty())
          .as(opcode.mnemonic())
          .isEqualTo(opcode.isReserved());
      assertThat(opcode.phrase().text()).as(opcode.mnemonic()).doesNotMatch(".*[.A-Z].*");
      assertThat(placesOf(opcode)).as(opcode.mnemonic()).containsAll(opcode.phrase().places());
    }
  }

  private static Set<String> placesOf(Opcode opcode) {
    String[] sides = opcode.effect().split("--", -1);
    Set<String> places = new HashSet<>(List.of(sides[0].strip().split(" ", -1)));
    int stackOperands =
        opcode.pops() - (sides[0].isBlank() ? 0 : sides[0].strip().split(" ").length);
    for (int i = opcode.operands().size() - stackOperands; i < opcode.operands().size(); i++) {
      places.add(Integer.toString(i + 1));
    }
    opcode.immediates().forEach(kind -> places.add(kind.name().toLowerCase(Locale.ROOT)));
    if (opcode.pushes() > 0) {
      places.add("result");
    }
    if (opcode == Opcode.RETURN) {
      places.add("function");
    }
    if (opcode == Opcode.TRANSACTIONEND) {
      places.add("target");
    }
    if (places.contains("variable")) {
      places.add("stored");
    }
    return places;
  }

  @Test
  void whatMayGoOnElsewhereSaysSo() {
    for (Opcode opcode : Opcode.values()) {
      boolean branches =
          opcode == Opcode.TRANSACTIONEND
              || (opcode.immediates().contains(Immediate.TARGET) && opcode != Opcode.JUMP);
      assertThat(opcode.phrase().text().contains(";")).as(opcode.mnemonic()).isEqualTo(branches);
    }
    Phrase phrase = new Phrase("goes to {a};jumps to {b}");
    assertThat(phrase.filled(false, place -> place + "$1")).isEqualTo("goes to a$1");
    assertThat(phrase.filled(true, place -> place + "$1")).isEqualTo("jumps to b$1");
  }

  @Test
  void popsAndPushesCountOperandsThatAreOnTheStack() {
    assertEffect(Opcode.PUSH, 0, 1);
    assertEffect(Opcode.OVER, 2, 3);
    assertEffect(Opcode.STORE, 1, 0);
    assertEffect(Opcode.ASSERTMEMORY, 1, 0);
    assertEffect(Opcode.ASSERTMEMORYNAMED, 2, 0);
    assertEffect(Opcode.ASSERTTOP, 2, 1);
    assertEffect(Opcode.EMIT, 1, 0);
    assertEffect(Opcode.EMITEVENT, 2, 0);
    assertEffect(Opcode.REQUIRE, 2, 0);
    assertEffect(Opcode.STOREP, 2, 0);
    assertEffect(Opcode.LOADP, 1, 1);
    assertEffect(Opcode.LOADPDEFAULT, 2, 1);
    assertEffect(Opcode.DIFFVERSIONSP, 3, 1);
    assertEffect(Opcode.LOOPSTART, 1, 0);
    assertEffect(Opcode.FOREACHNEXT, 0, 0);
    assertEffect(Opcode.OPERANDVARIABLE, 0, 1);
  }

  private static void assertEffect(Opcode opcode, int pops, int pushes) {
    assertThat(opcode.pops()).as(opcode.mnemonic()).isEqualTo(pops);
    assertThat(opcode.pushes()).as(opcode.mnemonic()).isEqualTo(pushes);
  }

  @Test
  void onlyPushingAnOperandAndReturningAreFree() {
    // What jumps or pops costs fuel, so no module runs for ever, or long, without spending any.
    Set<Opcode> free =
        Arrays.stream(Opcode.values())
            .filter(opcode -> opcode.fuel() == 0)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Opcode.class)));
    assertThat(free)
        .containsExactlyInAnyOrder(Opcode.OPERAND, Opcode.OPERANDVARIABLE, Opcode.RETURN);
    assertThat(Opcode.values()).allMatch(opcode -> opcode.fuel() >= 0);
  }

  @Test
  void aTargetIsTheLastImmediateAndNoKindIsThereTwice() {
    for (Opcode opcode : Opcode.values()) {
      assertThat(opcode.immediates()).as(opcode.mnemonic()).doesNotHaveDuplicates();
      int target = opcode.immediates().indexOf(Immediate.TARGET);
      assertThat(target).isIn(-1, opcode.immediates().size() - 1);
      assertThat(opcode.length()).isEqualTo(1 + opcode.immediates().size());
    }
  }

  private static final String GOLDEN =
      """
      01 push constant
      02 pop
      03 dup
      04 swap
      05 over
      06 rot
      07 depth
      10 add
      11 sub
      12 mul
      13 div
      14 mod
      15 negate
      16 abs
      17 min
      18 max
      19 floor
      1a ceil
      1b round
      1c roundto
      1d tonumber
      1e todecimal
      1f tostring
      20 typeof
      28 eq
      29 ne
      2a lt
      2b le
      2c gt
      2d ge
      2e not
      2f and
      30 or
      38 store variable
      39 load variable
      3a storenamed
      3b loadnamed
      40 call function
      41 jump target
      42 jumpiffalse target
      43 loopstart hidden
      44 loopnext hidden target
      45 foreachstart hidden
      46 foreachnext hidden variable target
      47 case constant target
      48 return
      50 emit
      51 emitevent
      58 asserttop
      59 assertmemory variable
      5a assertmemorynamed
      5b assertequalstack
      5c require
      5d fail
      60 dumpstack
      61 dumpmemory
      62 dumpstate
      68 get
      69 put
      6a append
      6b remove
      6c has
      6d contains
      6e size
      6f keys
      70 values
      71 slice
      72 sort
      73 join
      74 split
      75 lower
      76 upper
      77 trim
      80 storep
      81 loadp
      82 loadpdefault
      83 deletep
      84 keyexists
      85 listkeys
      86 begintx
      87 committx
      88 rollbacktx
      89 incrementp
      8a loadversionp
      8b listversionsp
      8c diffversionsp
      8d segment
      8e transactionstart
      8f transactionend
      a0 getcaller
      a1 hasrole
      a2 requirerole
      a3 requireidentity
      a4 verifysignature
      a5 checkmembership
      b0 rankedvote
      b1 liquiddelegate
      b2 votingpower
      b3 votethreshold
      b4 quorumthreshold
      b5 tally
      b8 createresource
      b9 mint
      ba transfer
      bb burn
      bc balance
      c0 nop
      c1 now
      d0 operand constant
      d1 operandvariable variable
      d2 texttemplate template
      d3 keytemplate template
      """;
}
