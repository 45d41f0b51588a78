package coop.covm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import org.junit.jupiter.api.Test;

class ControlTest {
  private static void leaves(String source, String... stack) {
    assertThat(Bench.of(source).stack()).containsExactly(stack);
  }

  private static void fails(String source, String error) {
    assertThat(Bench.of(source).error()).isEqualTo(error);
  }

  @Test
  void ifTakesTheFirstBranchThatHolds() {
    String source =
        """
        load n; push 1; eq
        if:
            push "one"
        elif:
            condition:
                load n; push 2; eq
            push "two"
        else:
            push "many"
        """;
    leaves("push 1; store n\n" + source, "\"one\"");
    leaves("push 2; store n\n" + source, "\"two\"");
    leaves("push 3; store n\n" + source, "\"many\"");
  }

  @Test
  void conditionsTakeBooleansNumbersAndDecimals() {
    for (String holds : new String[] {"true", "1", "-0.5", "0.01m"}) {
      leaves("push %s\nif:\n    push 1\nelse:\n    push 2".formatted(holds), "1");
    }
    for (String fails : new String[] {"false", "0", "0.00m"}) {
      leaves("push %s\nif:\n    push 1\nelse:\n    push 2".formatted(fails), "2");
    }
    for (String wrong : new String[] {"\"\"", "null", "[]", "{}"}) {
      fails("push %s\nif:\n    nop".formatted(wrong), "TypeMismatch");
    }
  }

  @Test
  void loopsCountAndBreakAndContinue() {
    leaves("push 0\nloop 5:\n    push 2; add", "10");
    leaves("push 0\nloop 0:\n    push 2; add", "0");
    leaves("push 3; store n\npush 0\nloop n:\n    push 9; store n; push 1; add", "3");
    leaves(
        """
        push 0; store n
        loop 10:
            load n; push 1; add; store n
            load n; push 3; lt
            if:
                continue
            load n; push 5; eq
            if:
                break
        load n
        """,
        "5");
    leaves(
        """
        push 0
        loop 3:
            loop 4:
                push 1; add
        """,
        "12");
  }

  @Test
  void loopCountsMustBeWhole() {
    fails("push -1; store n\nloop n:\n    nop", "InvalidCount");
    fails("push 0.5; store n\nloop n:\n    nop", "InvalidCount");
    fails("push 1m; store n\nloop n:\n    nop", "TypeMismatch");
    fails("push \"3\"; store n\nloop n:\n    nop", "TypeMismatch");
  }

  @Test
  void foreachGoesThroughElementsOrKeys() {
    leaves(
        "push \"\"\npush [1, \"b\", 2.50m]\nforeach x:\n    push f\"{x};\"; add", "\"1;b;2.50;\"");
    leaves("push \"\"\npush {\"b\": 1, \"a\": 2}\nforeach k:\n    load k; add", "\"ba\"");
    leaves("push 7; store x\npush []\nforeach x:\n    nop\nload x", "7");
    fails("push []\nforeach x:\n    nop\nload x", "VariableNotFound");
    fails("push \"abc\"\nforeach x:\n    nop", "TypeMismatch");
  }

  @Test
  void foreachGoesThroughWhatItTookWhateverBecomesOfIt() {
    leaves(
        """
        push [1, 2]; store l
        push 0
        load l
        foreach x:
            load l; push 9; append; store l
            load x; add
        load l; size
        """,
        "3",
        "4");
  }

  @Test
  void aForeachRunsAgainFromItsStart() {
    leaves(
        """
        push 0
        loop 3:
            push [1, 2]
            foreach x:
                load x; add
                load x; push 1; eq
                if:
                    continue
                break
        """,
        "9");
  }

  @Test
  void matchComparesAsEqDoes() {
    String source =
        """
        match:
            value:
                load v
            case 1:
                push "one"
            case "a":
                push "letter"
            case [1.0m]:
                push "list"
            default:
                push "else"
        """;
    leaves("push 1.00m; store v\n" + source, "\"one\"");
    leaves("push \"a\"; store v\n" + source, "\"letter\"");
    leaves("push [1]; store v\n" + source, "\"list\"");
    leaves("push null; store v\n" + source, "\"else\"");
    leaves("push 1\nmatch:\n    value:\n        push 2\n    case 1:\n        nop", "1");
  }

  @Test
  void whileRunsAsLongAsItsConditionHolds() {
    leaves(
        "push 0; store n\nwhile:\n    condition:\n        load n; push 3; lt\n    load n; push 1; add; store n\nload n",
        "3");
  }

  @Test
  void functionsTakeParametersInOrderAndLeaveTheirStack() {
    leaves("def f(a, b):\n    load a; load b; sub\npush 5; push 3; call f", "2");
    leaves("def f(a):\n    load a; load a\npush \"x\"; call f", "\"x\"", "\"x\"");
    leaves("def f():\n    nop\npush 1; call f", "1");
    leaves("def f(a):\n    load a; depth\npush 8; push 9; call f", "8", "9", "1");
  }

  @Test
  void framesShareNothing() {
    fails("def f():\n    load x\n    pop\npush 1; store x; call f", "VariableNotFound");
    fails("def f():\n    push 1; store x\ncall f\nload x", "VariableNotFound");
    fails("def f():\n    push 1; push \"y\"; store\ncall f\npush \"y\"; load", "VariableNotFound");
    leaves(
        "push \"x\"; push \"y\"; store\ndef f():\n    push 1; push \"y\"; store\ncall f\npush \"y\"; load",
        "\"x\"");
  }

  @Test
  void everyCallStartsWithFreshVariables() {
    fails(
        """
        def f(first):
            load first
            if:
                push 1; store x
            else:
                load x; pop
        push true; call f
        push false; call f
        """,
        "VariableNotFound");
  }

  @Test
  void functionsRecurse() {
    leaves(
        """
        def fib(n):
            load n; push 2; lt
            if:
                load n
                return
            load n; push 1; sub; call fib
            load n; push 2; sub; call fib
            add
        push 15
        call fib
        """,
        "610");
  }

  @Test
  void parametersAreVariablesOfTheMainProgram() {
    try (Bench bench = new Bench()) {
      bench.parameters.put("seen", NumberValue.of(7));
      bench.parameters.put("unseen", StringValue.of("u"));
      assertThat(bench.run("load seen\npush \"unseen\"; load").stack())
          .containsExactly("7", "\"u\"");
      assertThat(bench.run("def f():\n    load seen; pop\nload seen; pop; call f").error())
          .isEqualTo("VariableNotFound");
    }
  }

  @Test
  void aTrapNamesTheInstructionAndTheOpenCalls() {
    Bench.Result result =
        Bench.of(
            """
            def inner(x):
                load x; push 0; div; pop
            def outer():
                push 1; call inner
            nop
            call outer
            """);
    assertThat(result.error()).isEqualTo("DivisionByZero");
    assertThat(result.trap().calls())
        .extracting(Trap.CallSite::function)
        .containsExactly("inner", "outer", "main");
    assertThat(result.trap().calls())
        .extracting(site -> result.source().substring(site.start(), site.end()))
        .containsExactly("div", "call inner", "call outer");
    assertThat(result.outcome().stack()).isEmpty();
  }

  @Test
  void aTrapWithinTheLibraryNamesItsFunctionAndShowsTheProgramsOwnCalls() {
    Bench.Result result =
        Bench.of(
            """
            def outer():
                push [1, "a"]; call mean
            call outer
            """);
    assertThat(result.error()).isEqualTo("TypeMismatch");
    assertThat(result.trap().message()).startsWith("mean: add does not take");
    assertThat(result.trap().calls())
        .extracting(Trap.CallSite::function)
        .containsExactly("outer", "main");
    assertThat(result.trap().calls())
        .extracting(site -> result.source().substring(site.start(), site.end()))
        .containsExactly("call mean", "call outer");
  }

  @Test
  void everyKindOfInstructionIsNamedWhereItTraps() {
    assertThat(Bench.of("push 1; push \"a\"; add").trapped()).isEqualTo("add");
    assertThat(Bench.of("push 1; pop; load x; push 1; store x").trapped()).isEqualTo("load x");
    assertThat(Bench.of("push \"a\"\nif:\n    nop").trapped()).startsWith("if");
    assertThat(Bench.of("loadp org/a/b").trapped()).isEqualTo("loadp org/a/b");
    assertThat(Bench.of("fail \"x\"").trapped()).isEqualTo("fail \"x\"");
    assertThat(Bench.of("def f() -> 0:\n    call f\ncall f").trapped()).isEqualTo("call f");
  }

  @Test
  void messagesOfProgramsAreKept() {
    assertThat(Bench.of("fail \"the quorum is missing\"").trap().message())
        .isEqualTo("the quorum is missing");
    assertThat(Bench.of("push false; require \"no quorum\"").trap().message())
        .isEqualTo("no quorum");
  }
}
