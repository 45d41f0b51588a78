package coop.covm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutputTest {
  private static void emits(String source, String... lines) {
    assertThat(Bench.of(source).lines()).containsExactly(lines);
  }

  @Test
  void emitPrintsTextsAndAnyValue() {
    emits("emit \"hello\"", "hello");
    emits("push 1; store n\nemit f\"n is {n}\"", "n is 1");
    emits(
        "push 90.10m; emit\npush [1, \"a\", 2m]; emit\npush null; emit",
        "90.10",
        "[1, \"a\", 2m]",
        "null");
    emits("emit \"\"", "");
  }

  @Test
  void eventsHaveACategoryAndAMessage() {
    emits("emitevent \"vote\" \"opened\"", "event vote: opened");
    emits("push \"vote\"; push \"closed\"; emitevent", "event vote: closed");
    assertThat(Bench.of("push \"vote\"; push 1; emitevent").error()).isEqualTo("TypeMismatch");
    assertThat(Bench.of("push 1; push \"vote\"; emitevent").error()).isEqualTo("TypeMismatch");
  }

  @Test
  void dumpsShowStackVariablesAndCalls() {
    emits("push 1; push \"a\"; dumpstack", "dump stack, top first: 2 values\n  \"a\"\n  1");
    emits(
        "push 1; store x; push [2]; push \"other\"; store; dumpmemory; load y; push 1; store y",
        "dump memory: 2 values\n  x = 1\n  other = [2]");
    emits(
        "def f():\n    dumpstate\nbegintx; call f; committx",
        "dump stack, top first: 0 values\nmemory: 0 values\n"
            + "calls, innermost first: f, main\ntransaction: explicit\nview: revision 0");
  }

  @Test
  void dumpsStayShortWhateverTheyShow() {
    assertThat(Bench.of("push \"x\"; push 1000000; mul; dumpstack").lines())
        .containsExactly("dump stack, top first: 1 value\n  a string of 1000000 bytes");
    String lines = Bench.of("push \"x\"; push 900; mul; dumpstack").lines().toString();
    assertThat(lines).hasSizeLessThan(300);
  }

  @Test
  void dumpsInsideATransactionAreToldAtOnce() {
    emits("begintx\nemit \"later\"\ndumpmemory\ncommittx", "dump memory: 0 values", "later");
  }
}
