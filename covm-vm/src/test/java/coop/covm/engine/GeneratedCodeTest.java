package coop.covm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Module;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where generated code is entered, left and entered again, both engines still do the same. */
final class GeneratedCodeTest {
  private static final RunLimits AMPLE =
      new RunLimits(1L << 40, 100_000, 16 << 20, 256 << 20, 64 << 20, Optional.empty());

  @Test
  void callsDeeperThanTheStackOfTheMachineGoOnInTheInterpreter() {
    agree(
        """
        def total(n):
          load n; push 0; eq
          if:
            push 0
            return
          load n
          load n; push 1; sub; call total
          add
        push 50000; call total
        """,
        AMPLE);
  }

  @Test
  void theCallAfterTheLastAllowedOneFails() {
    String source =
        """
        def down(n):
          load n; push 0; gt
          if:
            load n; push 1; sub; call down
        push %s; call down
        """;
    for (int limit : new int[] {1, 2, 599, 600, 601, 1000, 3000}) {
      RunLimits limits =
          new RunLimits(1L << 40, limit, 16 << 20, 256 << 20, 64 << 20, Optional.empty());
      agree(source.formatted(limit - 1), limits);
      assertThat(agree(source.formatted(limit), limits).trap()).isPresent();
    }
  }

  @Test
  void frameForFrameTheSameMemoryIsHeld() {
    String source =
        """
        def down(n, text):
          load n; push 0; gt
          if:
            load n; push 1; sub
            load text; push "x"; add
            call down
        push 300; push ""; call down
        """;
    String numbers =
        """
        def down(n):
          load n; push 0; gt
          if:
            load n; push 1; sub; call down
        def both(n):
          push "x"; pop
          load n; call down
          load n; push 0; gt
          if:
            load n; push 1; sub; call both
        push 70; call both
        push 1e300; dup; mul
        """;
    for (long held = 500; held < 90_000; held += 397) {
      RunLimits limits = new RunLimits(1L << 40, 1000, 16 << 20, held, 64 << 20, Optional.empty());
      agree(source, limits);
      agree(numbers, limits);
    }
  }

  @Test
  void loopsThatLastAreLeftAndEnteredAgain() {
    agree(
        """
        def work(rounds):
          push 0; store total
          loop rounds:
            push 0; store i
            while:
              condition:
                load i; push 50; lt
              load i; push 1; add; store i
              load total; load i; add; store total
          load total
        push 3000; call work
        push [1, 2, 3]; store list
        foreach outer:
          loop 4000:
            load outer; push 2; mul; pop
        """
            .replace("foreach outer:", "load list; foreach outer:"),
        AMPLE);
  }

  @Test
  void aVariableThatWasGivenAsAnotherTypeIsNoTrap() {
    Module module = Bench.compile("loop 20000:\n  load given; typeof; store kind\nload kind");
    Map<String, Value> given = Map.of("given", StringValue.of("text"));
    assertThat(run(GeneratingEngine.afterFirstSlice(), module, AMPLE, given))
        .isEqualTo(run(new Interpreter(), module, AMPLE, given));
  }

  @Test
  void anInterruptEndsALoop() {
    for (Engine engine :
        new Engine[] {GeneratingEngine.atOnce(), GeneratingEngine.afterFirstSlice()}) {
      Module module =
          Bench.compile("push 0; store x\nwhile:\n  condition:\n    push true\n  load x; store x");
      Thread.currentThread().interrupt();
      Outcome outcome = run(engine, module, AMPLE, Map.of());
      assertThat(outcome.trap().map(trap -> trap.code().title())).contains("Interrupted");
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @Test
  void aDeadlineEndsALoop() {
    RunLimits soon =
        new RunLimits(
            1L << 50, 1000, 16 << 20, 256 << 20, 64 << 20, Optional.of(Duration.ofMillis(300)));
    Module module =
        Bench.compile("push 0; store x\nwhile:\n  condition:\n    push true\n  load x; store x");
    Outcome outcome = run(GeneratingEngine.atOnce(), module, soon, Map.of());
    assertThat(outcome.trap().map(trap -> trap.code().title())).contains("TimeOut");
  }

  @Test
  void programsThatAreGoneLeaveNoClassesBehind() {
    generate(300);
  }

  @Test
  @Tag("slow")
  void tenThousandProgramsLeaveNoClassesBehind() {
    generate(10_000);
  }

  private static void generate(int programs) {
    ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    Engine engine = GeneratingEngine.atOnce();
    int warm = 40;
    int before = 0;
    for (int i = 0; i < warm + programs; i++) {
      if (i == warm) {
        System.gc();
        before = classes.getLoadedClassCount();
      }
      Outcome outcome =
          run(engine, Bench.compile("push " + i + "; store x\nload x\n"), AMPLE, Map.of());
      assertThat(outcome.stack()).hasSize(1);
    }
    System.gc();
    // The cache keeps the latest, two classes each.
    assertThat(classes.getLoadedClassCount() - before).isLessThan(150);
  }

  private static Outcome agree(String source, RunLimits limits) {
    Module module = Bench.compile(source);
    Outcome reference = run(new Interpreter(), module, limits, Map.of());
    assertThat(run(GeneratingEngine.atOnce(), module, limits, Map.of())).isEqualTo(reference);
    Engine later = GeneratingEngine.afterFirstSlice();
    assertThat(run(later, module, limits, Map.of())).isEqualTo(reference);
    assertThat(run(later, module, limits, Map.of())).as("again").isEqualTo(reference);
    return reference;
  }

  private static Outcome run(
      Engine engine, Module module, RunLimits limits, Map<String, Value> parameters) {
    try (Bench bench = new Bench()) {
      bench.engine = engine;
      bench.limits = limits;
      bench.parameters.putAll(parameters);
      return bench.run(module);
    }
  }
}
