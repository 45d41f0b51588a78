package coop.covm.engine;

import static org.assertj.core.api.Assertions.assertThat;

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
          Optional.of((line, instruction, depth, stack) ->
              steps.add(line + " " + depth + " " + instruction + " " + stack));
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
      bench.tracer =
          Optional.of((line, instruction, depth, stack) -> lines.add(line + " " + depth));
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
      bench.tracer = Optional.of((line, instruction, depth, stack) -> {});
      Bench.Result traced = bench.run(source);
      assertThat(traced.outcome()).isEqualTo(plain.outcome());
      assertThat(traced.lines()).isEqualTo(plain.lines());
    }
  }
}
