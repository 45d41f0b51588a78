package coop.covm.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.programs.ProgramWriter;
import coop.covm.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What holds of lint whatever the program is. */
final class LinterTest {
  private static final int RANDOM_PROGRAMS = 1_500;

  @Test
  void aCommentAllowsEveryFinding() {
    long first = Long.getLong("covm.lint.seed", System.nanoTime());
    Set<String> met = new TreeSet<>();
    for (long seed = first; seed < first + RANDOM_PROGRAMS; seed++) {
      String program = ProgramWriter.program(seed);
      Map<Integer, Set<String>> codes = codesByLine(program);
      codes.values().forEach(met::addAll);
      assertThat(Linted.codes(allowing(program, codes)))
          .as("with -Dcovm.lint.seed=%d, of%n%s", seed, program)
          .isEmpty();
    }
    assertThat(met).contains("unused-variable", "storage-in-loop", "unused-function");
  }

  private static Map<Integer, Set<String>> codesByLine(String program) {
    Map<Integer, Set<String>> codes = new TreeMap<>();
    for (String found : Linted.codes(program)) {
      int space = found.indexOf(' ');
      codes
          .computeIfAbsent(Integer.valueOf(found.substring(0, space)), _ -> new TreeSet<>())
          .add(found.substring(space + 1));
    }
    return codes;
  }

  private static String allowing(String program, Map<Integer, Set<String>> codes) {
    List<String> lines = new ArrayList<>(program.lines().toList());
    codes.forEach((line, names) ->
        lines.set(
            line - 1,
            lines.get(line - 1) + " # covm: allow " + String.join(", ", names) + ": by lot"));
    return String.join("\n", lines);
  }

  @Test
  void whatIsNoProgramIsRefused() {
    assertThatThrownBy(() -> Linter.lint(new SourceFile("p", "if:"), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEmptyProgramHasNoFindings() {
    assertThat(Linted.text("")).isEmpty();
    assertThat(Linted.text("# covm run\n")).isEmpty();
  }

  @Test
  void ofManyFindingsTheFirstHundredAreTold() {
    StringBuilder program = new StringBuilder();
    for (int i = 0; i < 103; i++) {
      program.append("push 1; store v%d\n".formatted(i));
    }
    List<Finding> findings = Linted.text(program.toString());
    assertThat(findings).hasSize(101);
    assertThat(findings.getLast().code()).isEqualTo(LintCode.MORE_FINDINGS);
    assertThat(findings.getLast().message()).isEqualTo("3 more findings are not shown");
    assertThat(Linted.codes(program.toString())).element(100).isEqualTo("101 more-findings");
  }

  @Test
  void deeplyNestedBlocksAreLookedAt() {
    StringBuilder loops = new StringBuilder();
    for (int depth = 0; depth < 99; depth++) {
      loops.append(" ".repeat(depth)).append("loop 2:\n");
    }
    loops.append(" ".repeat(99)).append("push 1; storep org/a/b\n");
    assertThat(Linted.codes(loops.toString())).containsExactly("100 storage-in-loop");
  }

  @Test
  void programsOfAMegabyteAreLookedAt() {
    assertThat(Linted.text("push 1; store a; ".repeat(60_000))).hasSize(1);
    assertThat(Linted.text("loadp o/a; storep o/a; ".repeat(45_000))).hasSize(101);
    StringBuilder reads = new StringBuilder();
    for (int i = 0; i < 25_000; i++) {
      reads.append("loadp o/a%d; if:\n nop\n".formatted(i));
    }
    assertThat(Linted.text(reads.toString())).isEmpty();
    StringBuilder comments = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      comments.append("store a; # covm: allow lost-update\n".replace("store a; ", "nop "));
    }
    assertThat(Linted.text(comments.toString())).hasSize(101);
  }

  @Test
  void longChainsOfFunctionsAreLookedAt() {
    StringBuilder chain = new StringBuilder("loop 2:\n call f0\n");
    int last = 20_000;
    for (int i = 0; i < last; i++) {
      chain.append("def f%d():\n call f%d\n".formatted(i, i + 1));
    }
    chain.append("def f%d():\n push 1; storep o/a\n".formatted(last));
    assertThat(Linted.codes(chain.toString())).containsExactly("2 storage-in-loop");
  }
}
