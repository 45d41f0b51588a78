package coop.covm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile programs end by a limit, soon, and harm nothing. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LimitTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          endless loop | FuelExhausted | `while:\n    condition:\n        push true\n    nop`
          counted for ever | FuelExhausted | `loop 9007199254740992:\n    nop`
          recursion | CallsTooDeep | `def f() -> 0:\n    call f\ncall f`
          mutual recursion | CallsTooDeep | `def f() -> 0:\n    call g\ndef g():\n    call f\ncall f`
          string doubling | ValueTooLarge | `push "ab"\nloop 60:\n    dup; add`
          list doubling | ValueTooLarge | `push [1]\nloop 60:\n    dup; add`
          list of lists | ValueTooLarge | `push [1]\nloop 60:\n    dup; append`
          list growth | ValueTooLarge | `push []\nloop 9007199254740992:\n    push 1; append`
          list growth by put | ValueTooLarge | `push []; store l\nloop 9007199254740992:\n    load l; load l; size; push 1; put; store l`
          deep nesting | NestingTooDeep | `push 1\nloop 65:\n    store x; push []; load x; append`
          deep nesting by put | NestingTooDeep | `push 1\nloop 65:\n    store x; push {}; push "k"; load x; put`
          split | ValueTooLarge | `push "a"; push 16777216; mul; push ""; split`
          split by comma | ValueTooLarge | `push ","; push 16777216; mul; push ","; split`
          join | ValueTooLarge | `push "a"; push 9000000; mul; store s\npush []; load s; append; load s; append; push ","; join`
          text of decimals | ValueTooLarge | `push []\nloop 100000:\n    push 1e999m; append\ntostring`
          emit of decimals | ValueTooLarge | `push []\nloop 100000:\n    push 1e999m; append\nemit`
          template of decimals | ValueTooLarge | `push []\nloop 100000:\n    push 1e999m; append\nstore l\npush f"{l}{l}"`
          held strings | MemoryExhausted | `push []; store all\npush "a"; push 16000000; mul; store s\ndef f(s) -> 0:\n    load s; push "b"; add; call f\nload s; call f`
          emit flood | OutputTooLarge | `push "a"; push 1000000; mul; store s\nloop 100:\n    load s; emit`
          empty emits waiting | MemoryExhausted | `begintx\nloop 90000000:\n    emit ""`
          event flood | OutputTooLarge | `push "a"; push 1000000; mul; store s\nloop 100:\n    load s; load s; emitevent`
          dump flood | OutputTooLarge | `loop 10000000:\n    dumpstate`
          pending changes | MemoryExhausted | `push "a"; push 1000000; mul; store s\nbegintx\npush 0; store n\nloop 1000:\n    load n; push 1; add; store n\n    load s; storep f"k/{n}"`
          names | MemoryExhausted | `push "a"; push 1000000; mul; store s\npush "n"; store n\nloop 1000:\n    load n; push "n"; add; store n\n    load s; load n; store`
          upper | ValueTooLarge | `push "\\u{149}"; push 8000000; mul; upper`
          """)
  void hostileProgramsEndByALimit(String name, String error, String program) {
    assertThat(Bench.of(program.replace("\\n", "\n")).error()).as(name).isEqualTo(error);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "push \"\\u{3A3}\"; push 8000000; mul; lower; pop",
        "push \"\\u{130}\"; push 7000000; mul; lower; pop",
        "push \"\\u{DF}\"; push 7000000; mul; upper; pop",
        "push \"a\"; push 8000000; mul; store a\nload a; load a; push \"b\"; add; contains; pop",
        "push \"a\"; push 8000000; mul; store a\nload a; push \"a\"; push 4000000; mul; push \"b\"; add; split; pop",
        "push \"9\"; push 8000000; mul; tonumber; pop",
        "push \"0\"; push 8000000; mul; push \"1\"; add; todecimal; pop",
        "push \"9\"; push 8000000; mul; todecimal; pop",
        "push \" \"; push 8000000; mul; trim; pop",
        "push \"a\"; push 8000000; mul; segment; pop",
        "push \"a/\"; push 8000000; mul; loadp; pop",
        "push \"a\"; push 8000000; mul; load; pop",
        "push \"a\"; push 8000000; mul; fail",
        "push \"a\"; push 8000000; mul; push 1; eq; asserttop true; pop",
        "push []\nloop 400000:\n    push 1e-999m; append\nsort; pop",
        "push 1e999m; push 999; roundto; pop",
        "push 1e-300m; push 1e300; lt; pop",
        "push 5e-324; push 1e999m; eq; pop",
        "push 1e999m; push 3e-999m; div; pop",
        "push 1e999m; push 3e-999m; mod; pop",
      })
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void hostileOperandsTakeNoLongerThanTheirSize(String program) {
    assertThat(Bench.of(program).outcome().fuel()).isPositive();
  }

  @Test
  void nestingOf64LevelsIsAllowed() {
    assertThat(Bench.of("push 1\nloop 64:\n    store x; push []; load x; append\npop").error())
        .isEqualTo("none");
  }

  @Test
  void asManyCallsAsAllowedAreAllowed() {
    String source =
        "def f(n):\n    load n\n    if:\n        load n; push 1; sub; call f\npush %s; call f";
    assertThat(Bench.of(source.formatted(999)).error()).isEqualTo("none");
    Bench.Result result = Bench.of(source.formatted(1000));
    assertThat(result.error()).isEqualTo("CallsTooDeep");
    assertThat(result.trap().calls()).hasSize(1001);
  }

  @Test
  void aMillionCallsNeedNoStackOfTheJvm() {
    try (Bench bench =
        new Bench().limits(100_000_000, RunLimits.MAX_CALL_DEPTH, 1 << 20, 1L << 30, 1 << 20)) {
      assertThat(
              bench
                  .run(
                      "def f(n):\n    load n\n    if:\n        load n; push 1; sub; call f\npush 999998; call f")
                  .error())
          .isEqualTo("none");
    }
  }

  @Test
  void aValueMayBeAsLargeAsTheLimit() {
    try (Bench bench = new Bench().limits(10_000, 10, 100, 1 << 20, 1 << 20)) {
      assertThat(bench.run("push \"a\"; push 100; mul; pop").error()).isEqualTo("none");
      assertThat(bench.run("push \"a\"; push 101; mul; pop").error()).isEqualTo("ValueTooLarge");
      assertThat(bench.run("push \"" + "a".repeat(101) + "\"; pop").error())
          .isEqualTo("ValueTooLarge");
      assertThat(bench.run("push \"" + "a".repeat(101) + "\"; pop").trapped()).startsWith("push");
      assertThat(bench.run("push []\nloop 5:\n    push 1; append\npop").error()).isEqualTo("none");
      assertThat(bench.run("push []\nloop 6:\n    push 1; append\npop").error())
          .isEqualTo("ValueTooLarge");
    }
  }

  @Test
  void aStoredValueThatIsTooLargeCannotBeRead() {
    try (Bench bench = new Bench()) {
      bench.run("push \"a\"; push 200; mul; storep x\npush \"a\"; storep y");
      bench.limits(10_000, 10, 100, 1 << 20, 1 << 20);
      assertThat(bench.run("loadp x; pop").error()).isEqualTo("ValueTooLarge");
      assertThat(bench.run("loadversionp x 1; pop").error()).isEqualTo("ValueTooLarge");
      assertThat(bench.run("loadp y; pop; keyexists x").error()).isEqualTo("none");
      assertThat(bench.run("listversionsp x").error()).isEqualTo("ValueTooLarge");
      assertThat(bench.run("loop 5:\n    push 1; incrementp n\nlistversionsp n").error())
          .isEqualTo("ValueTooLarge");
    }
  }

  @Test
  void aListOfKeysThatIsTooLargeIsRefused() {
    try (Bench bench = new Bench()) {
      bench.run(
          "push 0; store n\nloop 9:\n    load n; push 1; add; store n\n    push 1; storep f\"k/{n}\"");
      bench.limits(10_000, 10, 100, 1 << 20, 1 << 20);
      assertThat(bench.run("listkeys k").error()).isEqualTo("ValueTooLarge");
    }
  }

  @Test
  void emittedBytesCountLineEnds() {
    try (Bench bench = new Bench().limits(10_000, 10, 1 << 20, 1 << 20, 6)) {
      assertThat(bench.run("emit \"12\"; emit \"12\"").error()).isEqualTo("none");
      Bench.Result result = bench.run("emit \"12\"; emit \"é\"; emit \"\"");
      assertThat(result.error()).isEqualTo("OutputTooLarge");
      assertThat(result.lines()).containsExactly("12", "é");
    }
  }

  @Test
  void everythingHeldIsGivenBack() {
    try (Bench bench = new Bench().limits(10_000_000, 10, 1 << 20, 1 << 16, 1 << 20)) {
      assertThat(
              bench
                  .run(
                      """
                      def f(s, t):
                          load s; load t; add; push "named"; store
                          load s; push 1; push 2; slice
                      push "a"; push 1000; mul; store s
                      loop 1000:
                          load s; load s; call f; pop
                          push [1, 2]; load s; append
                          foreach x:
                              load x; pop
                              break
                          begintx; load s; storep k; emit "x"; push 1; incrementp n; committx
                          transaction:
                              load s; storep k
                              push 1; incrementp n
                              emit "y"
                      """)
                  .error())
          .isEqualTo("none");
    }
  }

  @Test
  void aRunEndsWhenItsTimeIsOver() {
    try (Bench bench = new Bench()) {
      bench.limits =
          new RunLimits(
              Long.MAX_VALUE, 10, 1 << 20, 1 << 20, 1 << 20, Optional.of(Duration.ofMillis(50)));
      Bench.Result result = bench.run("loop 9007199254740992:\n    nop");
      assertThat(result.error()).isEqualTo("TimeOut");
    }
  }

  @Test
  void anInterruptEndsARunAndRollsItBack() {
    try (Bench bench = new Bench()) {
      bench.limits = new RunLimits(Long.MAX_VALUE, 10, 1 << 20, 1 << 20, 1 << 20, Optional.empty());
      bench.output =
          new Recording() {
            @Override
            public void dump(String text) {
              Thread.currentThread().interrupt();
            }
          };
      Bench.Result result =
          bench.run("begintx\npush 1; storep x\ndumpstack\nloop 9007199254740992:\n    nop");
      assertThat(result.error()).isEqualTo("Interrupted");
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      assertThat(bench.value("org/acme/x")).isEmpty();
    }
  }

  @Test
  void aLimitRollsTheOpenTransactionBack() {
    try (Bench bench = new Bench().limits(1000, 10, 1 << 20, 1 << 20, 1 << 20)) {
      Bench.Result result =
          bench.run(
              "push 1; storep a\ntransaction:\n    push 2; storep a\n    emit \"e\"\n    loop 1000:\n        nop");
      assertThat(result.error()).isEqualTo("FuelExhausted");
      assertThat(result.lines()).containsExactly("rolled back: e");
      assertThat(bench.value("org/acme/a").orElseThrow()).hasToString("1");
    }
  }

  @Test
  void factsNameTheLimit() {
    assertThat(Bench.of("push \"a\"; push 1e9; mul").trap().facts())
        .isEqualTo(Map.of("bytes", "1000000000", "limit", "16777216"));
  }
}
