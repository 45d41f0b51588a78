package coop.covm.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.CompiledProgram;
import coop.covm.Covm;
import coop.covm.RunOptions;
import coop.covm.engine.Outcome;
import coop.covm.engine.Recording;
import coop.covm.engine.RunLimits;
import coop.covm.profile.Profile.FunctionCost;
import coop.covm.profile.Profile.LineCost;
import coop.covm.profile.Profile.OperationCost;
import coop.covm.profile.Profile.PrefixCost;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilerTest {
  private final Covm covm = Covm.open("memory:");

  @AfterEach
  void close() {
    covm.close();
  }

  /** At the first dumps somebody else changes a key. */
  private final class Interfering extends Recording {
    private int left;

    Interfering(int times) {
      this.left = times;
    }

    @Override
    public void dump(String text) {
      if (left-- > 0) {
        assertThat(covm.run("push " + left + "\nstorep org/a/x").revision()).isPositive();
      }
    }
  }

  private record Profiled(Outcome outcome, Profile profile) {}

  private Profiled run(String source, RunOptions options, int interferences) {
    CompiledProgram program = CompiledProgram.of(source);
    Profiler profiler = new Profiler(program.module());
    Outcome outcome =
        covm.run(program, options, new Interfering(interferences), Optional.of(profiler));
    return new Profiled(outcome, profiler.profile());
  }

  private Profile profile(String source) {
    return run(source, RunOptions.STANDARD, 0).profile();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "push 1; push 2; add",
        "push \"\"\nloop 50:\n    push \"a long text is paid for by its size, not only by its number\"; add",
        "def f(n):\n    load n; push 2; lt\n    if:\n        load n\n        return\n    load n; push 1; sub; call f\n    load n; push 2; sub; call f\n    add\npush 10; call f",
        "push 1; storep org/a/b\nloadp org/a/none",
        "def f():\n    push 1; push 0; div\ncall f",
        "while:\n    condition:\n        push true\n    nop",
        "def f(n) -> 0:\n    load n; call f\npush 1; call f",
        "push [1, 2, 3]; store a; push 1; store b; push 1; store c; push 1; store d; push 1; store e; push 1; store f; push 1; store g; push 1; store h; push 1; store i; push 1; store j"
      })
  void whatLinesAndFunctionsCostAddsUpToTheRun(String source) {
    RunLimits limits = RunLimits.DEFAULT.withFuel(20_000);
    for (boolean atomic : new boolean[] {false, true}) {
      RunOptions options = RunOptions.STANDARD.withLimits(limits).withAtomic(atomic);
      CompiledProgram program = CompiledProgram.of(source);
      Outcome plain = covm.run(program, options, new Interfering(0), Optional.empty());
      Profiled profiled = run(source, options, 0);
      Profile profile = profiled.profile();
      assertThat(profiled.outcome().fuel()).isEqualTo(plain.fuel()).isEqualTo(profile.fuel());
      assertThat(profiled.outcome().instructions())
          .isEqualTo(plain.instructions())
          .isEqualTo(profile.instructions());
      assertThat(sums(profile)).containsExactly(plain.instructions(), plain.fuel());
      assertThat(timeOfFunctions(profile)).isEqualTo(timeOfLines(profile));
      assertThat(profile.measuredNanos()).isLessThanOrEqualTo(profile.wallNanos());
    }
  }

  private static List<Long> sums(Profile profile) {
    return List.of(
        profile.lines().stream().mapToLong(LineCost::instructions).sum(),
        profile.lines().stream().mapToLong(LineCost::fuel).sum());
  }

  private static long timeOfFunctions(Profile profile) {
    return profile.functions().stream().mapToLong(FunctionCost::ownNanos).sum();
  }

  private static long timeOfLines(Profile profile) {
    return profile.lines().stream()
        .filter(line -> line.line() > 0)
        .mapToLong(LineCost::ownNanos)
        .sum();
  }

  @Test
  void aLineHasWhatStandsThere() {
    Profile profile = profile("push 0\nloop 3:\n    push 1; add\n\npop");
    assertThat(profile.lines()).extracting(LineCost::line).containsExactly(1, 2, 3, 5);
    assertThat(profile.lines()).extracting(LineCost::times).containsExactly(1L, 4L, 3L, 1L);
    assertThat(profile.lines()).extracting(LineCost::instructions).containsExactly(1L, 8L, 6L, 1L);
    assertThat(profile.lines()).extracting(LineCost::fuel).containsExactly(1L, 8L, 6L, 1L);
    assertThat(profile.lines()).allMatch(line -> line.ownNanos() >= 0);
  }

  @Test
  void theTotalTimeOfAFunctionHasThatOfWhatItCalls() {
    Profile profile =
        profile("def g():\n    nop\ndef f():\n    call g\n    call g\ncall f\ncall g\n");
    FunctionCost main = function(profile, "main");
    FunctionCost f = function(profile, "f");
    FunctionCost g = function(profile, "g");
    assertThat(List.of(main.calls(), f.calls(), g.calls())).containsExactly(1L, 1L, 3L);
    assertThat(g.totalNanos()).isEqualTo(g.ownNanos());
    assertThat(f.totalNanos()).isBetween(f.ownNanos(), f.ownNanos() + g.ownNanos());
    assertThat(main.totalNanos()).isEqualTo(main.ownNanos() + f.ownNanos() + g.ownNanos());
    assertThat(List.of(main.line(), f.line(), g.line())).containsExactly(6, 4, 2);
  }

  @Test
  void aFunctionThatCallsItselfCountsItsTimeOnce() {
    Profile profile =
        profile(
            "def f(n):\n    load n\n    if:\n        load n; push 1; sub; call f\npush 40; call f");
    FunctionCost f = function(profile, "f");
    assertThat(f.calls()).isEqualTo(41);
    assertThat(f.totalNanos()).isEqualTo(f.ownNanos());
  }

  private static FunctionCost function(Profile profile, String name) {
    return profile.functions().stream().filter(f -> f.name().equals(name)).findAny().orElseThrow();
  }

  @Test
  void operationsOnTheStoreAreCountedByKindAndByKey() {
    Profile profile =
        profile(
            """
            push "five"; storep org/a/b
            push 1; incrementp org/a/n
            loadp org/a/b; pop
            loadp org/z default 0; pop
            keyexists org/a/b; pop
            listkeys org/a; pop
            transaction:
              push 2; storep member/x/y
              deletep org/a/b
            """);
    assertThat(profile.operations())
        .extracting(OperationCost::name, OperationCost::times)
        .map(tuple -> tuple.toList().get(0) + " " + tuple.toList().get(1))
        .containsExactly(
            "storep 2",
            "loadp 1",
            "loadp default 1",
            "deletep 1",
            "keyexists 1",
            "listkeys 1",
            "incrementp 1",
            "transaction: 1",
            "end of transaction: 1");
    assertThat(profile.operations())
        .allMatch(operation -> operation.maxNanos() <= operation.nanos());
    assertThat(profile.prefixes())
        .extracting(PrefixCost::prefix, PrefixCost::reads, PrefixCost::writes)
        .map(Object::toString)
        .containsExactly("(\"org/a\", 3L, 3L)", "(\"org/z\", 1L, 0L)", "(\"member/x\", 0L, 1L)");
    assertThat(profile.commits()).isEqualTo(3);
    long stored = operation(profile, "storep").bytes();
    assertThat(stored).isGreaterThan(operation(profile, "loadp").bytes()).isPositive();
  }

  private static OperationCost operation(Profile profile, String name) {
    return profile.operations().stream()
        .filter(operation -> operation.name().equals(name))
        .findAny()
        .orElseThrow();
  }

  @Test
  void anOperationThatEndsTheRunIsCounted() {
    Profile profile = profile("push 1; storep org/a/b\nloadp org/a/none");
    assertThat(operation(profile, "loadp").times()).isEqualTo(1);
    assertThat(profile.prefixes().getFirst().reads()).isEqualTo(1);
    Profile invalid = profile("push \"no key\"; loadp");
    assertThat(operation(invalid, "loadp").times()).isEqualTo(1);
    assertThat(invalid.prefixes()).isEmpty();
  }

  @Test
  void blocksThatRunAgainAreToldAsRetries() {
    String source = "transaction:\n    loadp org/a/x default 0; dumpstack; storep org/a/y";
    Profile profile = run(source, RunOptions.STANDARD, 2).profile();
    assertThat(profile.retries()).isEqualTo(2);
    assertThat(profile.commits()).isEqualTo(1);
    assertThat(operation(profile, "end of transaction:").times()).isEqualTo(3);
  }

  @Test
  void theCommitOfAnAtomicRunIsToldToo() {
    Profiled profiled =
        run(
            "loadp org/a/x default 0; dumpstack; storep org/a/y",
            RunOptions.STANDARD.withAtomic(true),
            2);
    Profile profile = profiled.profile();
    assertThat(profile.retries()).isEqualTo(2);
    assertThat(profile.commits()).isEqualTo(1);
    assertThat(operation(profile, "end of run").times()).isEqualTo(3);
    assertThat(profile.lines().getFirst().line()).isZero();
    assertThat(sums(profile))
        .containsExactly(profiled.outcome().instructions(), profiled.outcome().fuel());
  }

  @Test
  void thereIsNoProfileBeforeTheRunHasEnded() {
    Profiler profiler = new Profiler(CompiledProgram.of("nop").module());
    assertThatThrownBy(profiler::profile).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void thousandsOfPrefixesAreBounded() {
    Profile profile =
        profile(
            "push 0; store i\nbegintx\nloop 1200:\n    load i; storep f\"org/{i}\"\n    load i; push 1; add; store i\nrollbacktx");
    assertThat(profile.prefixes()).hasSize(1_001);
    assertThat(profile.prefixes().getLast().prefix()).isEqualTo("(others)");
    assertThat(profile.prefixes().getLast().writes()).isEqualTo(200);
  }
}
