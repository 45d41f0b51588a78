package coop.covm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Opcode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuelTest {
  /** A string of {n} bytes and a list of {n} numbers, made before what is measured. */
  private static long fuelOf(String setUp, String measured) {
    Bench.Result before = Bench.of(setUp);
    Bench.Result after = Bench.of(setUp + "\n" + measured);
    assertThat(before.error() + after.error()).isEqualTo("nonenone");
    return after.outcome().fuel() - before.outcome().fuel();
  }

  @ParameterizedTest(name = "{0} costs {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          nop | 1
          push 1; pop | 2
          push 1; store x; load x; pop | 4
          load s; pop | 2
          load s; load s; add; pop | 24
          load s; push 3; mul; pop | 34
          load s; load s; eq; pop | 14
          load s; push "a"; eq; pop | 4
          load s; load s; lt; pop | 14
          load s; push 5; get; pop | 4
          load u; push 5; get; pop | 14
          load s; size; pop | 3
          load u; size; pop | 13
          load s; push 0; push 128; slice; pop | 7
          load u; push 0; push 1; slice; pop | 15
          load s; push "b"; contains; pop | 14
          load s; upper; pop | 13
          load s; lower; pop | 13
          load s; trim; pop | 13
          load s; tostring; pop | 3
          load s; emit | 12
          load s; typeof; pop | 3
          load s; push ""; split; pop | 94
          load s; push "b"; split; pop | 14
          load l; load l; add; pop | 24
          load l; push 1; get; pop | 4
          load l; push 1; push 2; put; pop | 5
          load l; push 80; push 2; put; pop | 5
          load l; push 79; push [[1]]; put; push 79; push [2]; put; pop | 18
          load m; push "a"; push 1; put; push "a"; push 2; put; pop | 8
          load l; push 1; append; pop | 4
          load l; push 1; remove; pop | 14
          load l; push 1; has; pop | 4
          load l; push 7; contains; pop | 24
          load l; load l; eq; pop | 24
          load l; push []; eq; pop | 4
          load l; size; pop | 3
          load l; push 0; push 16; slice; pop | 7
          load l; sort; pop | 143
          load l; emit | 22
          load l; tostring; pop | 23
          push ["a", "b"]; load s; join; pop | 14
          push {"a": 1}; keys; pop | 3
          load m; load s; get; pop | 14
          load m; load s; has; pop | 14
          load s; storep x | 12
          load s; storep x; loadp x; pop | 24
          load s; segment; pop | InvalidKey
          push f"{s}"; pop | 12
          """)
  void instructionsCostOneAndTheirSize(String measured, String fuel) {
    String setUp =
        """
        push "a"; push 640; mul; store s
        push "\\u{E9}"; push 320; mul; store u
        push []
        loop 80:
            push 7; append
        store l
        push {}; load s; push 1; put; store m
        """;
    if (fuel.equals("InvalidKey")) {
      assertThat(Bench.of(setUp + measured).error()).isEqualTo(fuel);
    } else {
      assertThat(fuelOf(setUp, measured)).isEqualTo(Long.parseLong(fuel));
    }
  }

  @Test
  void writtenOperandsAreFree() {
    assertThat(fuelOf("nop", "push 1; asserttop 1; pop")).isEqualTo(3);
    assertThat(fuelOf("push 1; store n", "push 1; assertequalstack n; pop")).isEqualTo(3);
  }

  @Test
  void instructionsAreCountedWithoutTheirSizes() {
    Outcome outcome = Bench.of("push \"a\"; push 6400; mul; pop").outcome();
    assertThat(outcome.instructions()).isEqualTo(4);
    assertThat(outcome.fuel()).isEqualTo(104);
  }

  /** The engines count instructions as what was spent without sizes. */
  @Test
  void noOpcodeCostsMoreThanOneUnit() {
    for (Opcode opcode : Opcode.values()) {
      assertThat(opcode.fuel()).as(opcode.mnemonic()).isBetween(0, 1);
    }
  }

  private static final String PROGRAM =
      """
      def f(n):
          load n; push 1; add
      push ""
      store s
      loop 3:
          load s; push "0123456789012345678901234567890123456789"; add; store s
          emit f"{s}"
          push 1; call f; pop
          transaction:
              push 1; incrementp x
      push [1, 2, 3, 4, 5, 6, 7, 8]
      foreach e:
          load e; emit
      """;

  @Test
  void aRunNeedsExactlyTheFuelThatItSpends() {
    long needed = Bench.of(PROGRAM).outcome().fuel();
    var all = Bench.of(PROGRAM).lines();
    int shown = 0;
    for (long fuel = 0; fuel <= needed; fuel++) {
      try (Bench bench = new Bench().limits(fuel, 100, 1 << 20, 1 << 20, 1 << 20)) {
        Bench.Result result = bench.run(PROGRAM);
        assertThat(result.error()).isEqualTo(fuel < needed ? "FuelExhausted" : "none");
        assertThat(result.outcome().fuel()).isEqualTo(fuel);
        assertThat(result.lines()).isEqualTo(all.subList(0, result.lines().size()));
        assertThat(result.lines().size()).isGreaterThanOrEqualTo(shown);
        shown = result.lines().size();
      }
    }
    assertThat(shown).isEqualTo(all.size());
  }

  @Test
  void slicesOfFuelDoNotShow() {
    String source = "loop 5000:\n    nop";
    long needed = Bench.of(source).outcome().fuel();
    assertThat(needed).isEqualTo(1 + 5001 + 2 * 5000);
    for (long fuel : new long[] {needed - 1, needed}) {
      try (Bench bench = new Bench().limits(fuel, 100, 1 << 20, 1 << 20, 1 << 20)) {
        assertThat(bench.run(source).error()).isEqualTo(fuel < needed ? "FuelExhausted" : "none");
      }
    }
  }

  /** The first slice is dealt out at the first unit, the next 4,097 units later. */
  @Test
  void theLastUnitMayBeTheFirstOfASlice() {
    for (int nops : new int[] {1, 2, 4096, 4097, 4098, 4099, 8194, 8195, 8196}) {
      String source = "nop;".repeat(nops);
      for (long fuel = nops - 1L; fuel <= nops; fuel++) {
        try (Bench bench = new Bench().limits(fuel, 100, 1 << 20, 1 << 20, 1 << 20)) {
          assertThat(bench.run(source).error())
              .as("%s of %s", fuel, nops)
              .isEqualTo(fuel < nops ? "FuelExhausted" : "none");
        }
      }
    }
  }
}
