package coop.covm.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Function;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many values functions return. */
final class ResultsTest {
  private static List<Integer> results(String text) {
    return Compiled.module(text).functions().stream().skip(1).map(Function::results).toList();
  }

  @Test
  void allPathsReturnTheSameNumber() {
    assertThat(results("def f():\n  push 1\n  push 2\n")).containsExactly(2);
    assertThat(
            Compiled.messages(
                "def f(n):\n  load n\n  if:\n    push 1\n    return\n  push 1\n  push 2\n"))
        .containsExactly("7: this path of 'f' returns 2 values and the one at line 5 returns 1");
  }

  @Test
  void recursionIsFixedByThePathThatDoesNotRecur() {
    assertThat(
            results(
                """
                def fib(n):
                  load n; push 2; lt
                  if:
                    load n
                    return
                  load n; push 1; sub; call fib
                  load n; push 2; sub; call fib
                  add
                """))
        .containsExactly(1);
    assertThat(
            results(
                """
                def f(n):
                  load n
                  if:
                    call g
                  else:
                    push 1; push 2
                def g():
                  push 0; call f
                """))
        .containsExactly(2, 2);
  }

  @Test
  void aPathThatIsFixedLaterIsCheckedLater() {
    assertThat(
            Compiled.found(
                """
                def even(n):
                  load n
                  if:
                    load n; call odd
                    push 5
                  else:
                    push true
                def odd(n):
                  load n
                  if:
                    load n; call even
                  else:
                    push false
                """))
        .containsExactly("7:E0210");
  }

  @Test
  void aFunctionThatReturnsOnNoPathReturnsNothing() {
    assertThat(results("def f():\n  fail \"x\"\ncall f")).containsExactly(0);
    assertThat(results("def f():\n  call f\n  fail \"x\"\n")).containsExactly(0);
  }

  @Test
  void whereNoPathFixesTheNumberItMustBeStated() {
    assertThat(Compiled.found("def f():\n  call f\ncall f; add")).containsExactly("1:E0215");
    assertThat(Compiled.messages("def f():\n  call g\ndef g():\n  call f\ncall f; add"))
        .containsExactly(
            "1: every path of 'f' calls a function that waits for it in turn ('g'), so nothing says"
                + " how many values it returns (state it: def f(...) -> N:)");
    assertThat(results("def f() -> 1:\n  call g\ndef g():\n  call f\ncall f; emit"))
        .containsExactly(1, 1);
  }

  @Test
  void aFaultInACircleIsNotBlamedOnTheCircle() {
    assertThat(Compiled.found("def f():\n  nonsense\n  call g\ndef g():\n  call f\n"))
        .containsExactly("2:E0201");
    assertThat(Compiled.found("def f():\n  push 1\n  if:\n    nonsense\n  else:\n    call f\n"))
        .containsExactly("4:E0201");
  }

  @Test
  void aStatedNumberIsChecked() {
    assertThat(results("def f() -> 0:\n  nop\n")).containsExactly(0);
    assertThat(Compiled.messages("def f(n) -> 2:\n  push 1\npush 1; call f; add"))
        .containsExactly("2: 'f' states that it returns 2 values, and here 1 is on its stack");
  }

  @Test
  void returnLeavesNestedTransactions() {
    assertThat(
            results(
                "def f():\n  transaction:\n    transaction:\n      push 1\n      return\ncall f; emit"))
        .containsExactly(1);
  }
}
