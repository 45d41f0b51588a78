package coop.covm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every step of several instructions does what its instructions do, whatever it meets. */
final class FusedLoopTest {
  private static final List<String> OPERANDS =
      List.of("unset", "3", "0", "-2.5", "1e308", "true", "\"a\"", "1.5m", "[1]");

  @ParameterizedTest
  @ValueSource(strings = {"add", "sub", "mul", "div", "mod", "lt", "le", "gt", "ge", "eq", "ne"})
  void doesWhatItsInstructionsDo(String operation) {
    for (String a : OPERANDS) {
      for (String b : OPERANDS) {
        for (String operands : operands(b)) {
          for (String rest : List.of("", "store c\nload c\n", "if:\n  push 1; emit\n")) {
            expectSame(variable("a", a) + variable("b", b) + operands + operation + "\n" + rest);
          }
        }
      }
    }
  }

  private static String variable(String name, String value) {
    return value.equals("unset")
        ? "push false\nif:\n  push 1; store " + name + "\n"
        : "push " + value + "; store " + name + "\n";
  }

  /** Two operands of an instruction, from variables, constants and the stack. */
  private static List<String> operands(String b) {
    List<String> ways =
        new ArrayList<>(
            List.of("load a\nload b\n", "load a\nnop\nload b\n", "load a\nnop\nload b\nnop\n"));
    if (!b.equals("unset")) {
      ways.add("load a\npush " + b + "\n");
      ways.add("load a\nnop\npush " + b + "\n");
    }
    return ways;
  }

  @Test
  void aStepThatStoresMeetsWhatTheVariableHolds() {
    for (String old : OPERANDS) {
      for (String value : OPERANDS.subList(1, OPERANDS.size())) {
        expectSame(variable("a", old) + "push " + value + "\nstore a\nload a\n");
        expectSame(variable("a", old) + variable("b", value) + "load b\nstore a\nload a\n");
      }
    }
  }

  @Test
  void callsAndReturnsOfEverySort() {
    for (String argument : OPERANDS.subList(1, OPERANDS.size())) {
      for (String body :
          List.of(
              "return",
              "load x; return",
              "load x; push 1; add; return",
              "load x; store y; load x",
              "push 2; store y; load y; load x; pop",
              "load x; push 3; gt\n  if:\n    load x; return\n  load x; push 1; add; call f",
              "loop 3:\n    nop\n  load x")) {
        String results = body.equals("return") ? "0" : "1";
        expectSame("def f(x) -> %s:\n  %s\npush %s; call f\n".formatted(results, body, argument));
      }
    }
    expectSame("def two() -> 2:\n  push 1; push 2; return\ncall two\n");
  }

  /** At the end it fills what may be held, so that the error says to the byte what was. */
  private static void expectSame(String program) {
    String fill = "push \"0123456789\"; push 20; mul\n" + "dup\n".repeat(20) + "pop\n".repeat(21);
    Module module = Bench.compile(program + fill);
    assertThat(report(new Interpreter(), module))
        .as(program)
        .isEqualTo(report(new ReferenceEngine(), module));
  }

  private static String report(Engine engine, Module module) {
    try (Bench bench = new Bench()) {
      bench.engine = engine;
      bench.limits = new RunLimits(500, 100, 1000, 3000, 1000, Optional.empty());
      return bench.run(module) + "\n" + bench.output.lines;
    }
  }
}
