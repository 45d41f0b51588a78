package coop.covm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TracerTest {
  @Test
  void aTracerIsToldBeforeEachInstruction() {
    List<String> steps = new ArrayList<>();
    try (Bench bench = new Bench()) {
      bench.tracer =
          Optional.of(point ->
              steps.add(
                  point.line()
                      + " "
                      + point.depth()
                      + " "
                      + point.text()
                      + " "
                      + point.top(point.height())));
      bench.run("def f(a):\n    load a; push 2; add\npush 1\ncall f");
    }
    assertThat(steps)
        .containsExactly(
            "3 0 push 1 []",
            "4 0 call f [1]",
            "2 1 load a []",
            "2 1 push 2 [1]",
            "2 1 add [1, 2]",
            "2 1 return [3]",
            "4 0 return [3]");
  }

  @Test
  void withinTheLibraryTheLineIsThatOfTheProgramsCall() {
    List<String> lines = new ArrayList<>();
    try (Bench bench = new Bench()) {
      bench.tracer = Optional.of(point -> lines.add(point.line() + " " + point.depth()));
      bench.run("def f():\n    push [4]; call mean\n\n\ncall f");
    }
    assertThat(lines.stream().distinct()).containsExactly("5 0", "2 1", "2 2", "2 3");
  }

  @Test
  void tracingChangesNeitherMeaningNorCost() {
    String source =
        """
        push ""; store s
        loop 3:
            load s; push "abc"; add; store s
            transaction:
                load s; storep x
                emit f"{s}"
        push 1; push 0; div
        """;
    Bench.Result plain = Bench.of(source);
    try (Bench bench = new Bench()) {
      bench.tracer = Optional.of(new Curious());
      Bench.Result traced = bench.run(source);
      assertThat(traced.outcome()).isEqualTo(plain.outcome());
      assertThat(traced.lines()).isEqualTo(plain.lines());
    }
  }

  /** Asks for all that there is to see, before and after each instruction. */
  private static final class Curious implements Tracer {
    @Override
    public void before(TracePoint point) {
      assertThat(point.text()).startsWith(point.instruction().opcode().mnemonic());
      look(point);
    }

    @Override
    public void after(TracePoint point) {
      look(point);
    }

    private static void look(TracePoint point) {
      assertThat(point.line()).isPositive();
      assertThat(point.top(3)).hasSize(Math.min(3, point.height()));
      for (int i = 0; i < point.function().variables().size(); i++) {
        assertThat(point.variable(i).map(Value::literal)).isNotEqualTo(Optional.of("NaN"));
      }
      assertThat(point.fuel()).isGreaterThanOrEqualTo(point.instructions());
      assertThat(point.scope().key("org/a/b").toString()).isEqualTo("org/a/b");
      assertThat(point.revision()).isLessThanOrEqualTo(3);
      assertThat(point.committedChanges()).isEqualTo(point.revision());
    }
  }

  @Test
  void aTracerIsToldWhereTheRunGoesOnUnlessItEnded() {
    List<String> steps = new ArrayList<>();
    try (Bench bench = new Bench()) {
      bench.tracer = Optional.of(new Recorder(steps));
      bench.run("def f(a):\n    load a\npush 1\ncall f\npush 0\ndiv");
    }
    assertThat(steps)
        .containsExactly(
            "before push 1 of main []",
            "after in main [1]",
            "before call f of main [1]",
            "after in f []",
            "before load a of f []",
            "after in f [1]",
            "before return of f [1]",
            "after in main [1]",
            "before push 0 of main [1]",
            "after in main [1, 0]",
            "before div of main [1, 0]",
            "ended with DivisionByZero");
  }

  private record Recorder(List<String> steps) implements Tracer {
    @Override
    public void before(TracePoint point) {
      steps.add(
          "before %s of %s %s".formatted(point.text(), point.function().name(), point.top(9)));
    }

    @Override
    public void after(TracePoint point) {
      steps.add("after in %s %s".formatted(point.function().name(), point.top(9)));
    }

    @Override
    public void ended(Outcome outcome) {
      steps.add("ended with " + outcome.trap().map(trap -> trap.code().title()).orElse("none"));
    }

    @Override
    public void afterAtomic(TracePoint point, boolean committed) {
      steps.add("%s at revision %s".formatted(committed ? "committed" : "again", point.revision()));
    }
  }

  @Test
  void anAtomicRunTellsHowEachTryEnded() {
    List<String> steps = new ArrayList<>();
    try (Bench bench = new Bench()) {
      bench.atomic = true;
      bench.tracer = Optional.of(new Recorder(steps));
      bench.output =
          new Recording() {
            private boolean first = true;

            @Override
            public void dump(String text) {
              if (first) {
                bench.put("org/acme/x", NumberValue.of(7));
                first = false;
              }
            }
          };
      assertThat(bench.run("loadp x default 1; dumpstack; storep x").error()).isEqualTo("none");
      assertThat(bench.value("org/acme/x")).contains(NumberValue.of(7));
    }
    steps.removeIf(step -> step.startsWith("before") || step.startsWith("after"));
    assertThat(steps)
        .containsExactly("again at revision 0", "committed at revision 2", "ended with none");
  }

  @Test
  void onceNobodyWatchesTheRunGoesOnToTheSameEnd() {
    String source = "push 0\nloop 5:\n    push 1; add\nstorep x";
    Bench.Result plain = Bench.of(source);
    Brief brief = new Brief();
    try (Bench bench = new Bench()) {
      bench.tracer = Optional.of(brief);
      assertThat(bench.run(source).outcome()).isEqualTo(plain.outcome());
    }
    assertThat(brief.seen).isEqualTo(4);
  }

  /** Looks at four instructions. */
  private static final class Brief implements Tracer {
    private int seen;

    @Override
    public void before(TracePoint point) {
      seen++;
    }

    @Override
    public boolean isWatching() {
      return seen < 4;
    }
  }
}
