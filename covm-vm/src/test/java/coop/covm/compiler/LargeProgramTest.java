package coop.covm.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Programs as large as a source may be, and larger than a module may be. */
final class LargeProgramTest {
  private static final int MIB = 1 << 20;

  /** Far more than any of them needs; a quadratic step anywhere would need minutes. */
  private static final Duration ENOUGH = Duration.ofSeconds(30);

  private static String repeated(String line) {
    return line.repeat(MIB / line.length());
  }

  private static String numbered(int count, String form) {
    return IntStream.range(0, count)
        .mapToObj(i -> form.replace("$+", "" + (i + 1)).replace("$", "" + i))
        .collect(Collectors.joining());
  }

  private static void compilesSoon(String text) {
    assertThat(foundSoon(text)).isEmpty();
  }

  private static List<String> foundSoon(String text) {
    return Assertions.assertTimeout(ENOUGH, () -> Compiled.found(text));
  }

  @Test
  void aMebibyteOfInstructionsCompiles() {
    compilesSoon(repeated("push 1;pop;"));
    compilesSoon(numbered(60_000, "push $;pop\n"));
    compilesSoon("push " + "[" + "1,".repeat(500_000) + "1]");
    compilesSoon(repeated("push f\"{a}\";emit\n"));
    compilesSoon(repeated("loop 1:\n nop\n"));
    compilesSoon("push 1\n" + "dup\nif:\n nop\n".repeat(70_000));
  }

  @Test
  void aLongChainOfCallsIsInferredInOnePass() {
    int count = 15_000;
    compilesSoon(
        "call f0\n"
            + numbered(count, "def f$():\n call f$+\n")
            + "def f"
            + count
            + "():\n push 1\n");
    compilesSoon(
        "call f0\n"
            + numbered(count, "def f$():\n push 1\n if:\n  call f$+\n else:\n  push 1\n")
            + "def f"
            + count
            + "():\n call f0\n");
  }

  @Test
  void aFunctionThatWaitsForManyIsNotReadAgainForEach() {
    int count = 10_000;
    // All are one circle, in which each function becomes known only behind the one before it.
    compilesSoon(
        "def hub():\n"
            + numbered(count, " call f$\n")
            + numbered(count, "def f$+():\n push 1\n if:\n  call f$\n else:\n  call hub\n")
            + "def f0():\n push 1\n if:\n  nop\n else:\n  call hub\n");
  }

  @Test
  void deepStacksAndManyResultsAreChecked() {
    String wide = "def f() -> 4096:\n fail \"\"\ndef g(" + parameters(4096) + "):\n nop\n";
    compilesSoon(wide + "call f;call g\n".repeat(60_000));
    assertThat(foundSoon(wide + "call f\npush 1\n")).containsExactly("6:E0216");
    assertThat(foundSoon(wide + "call f\n".repeat(100_000))).containsExactly("6:E0216");
    assertThat(foundSoon("push 1\n".repeat(4097))).containsExactly("4097:E0216");
    assertThat(foundSoon("push f\"" + "{a}".repeat(4097) + "\"")).containsExactly("1:E0216");
    assertThat(foundSoon("def f() -> 4097:\n fail \"\"\ncall f")).containsExactly("1:E0216");
  }

  private static String parameters(int count) {
    return IntStream.range(0, count).mapToObj(i -> "p" + i).collect(Collectors.joining(","));
  }

  @Test
  void aFunctionHasABoundedNumberOfVariables() {
    compilesSoon(numbered(4096, "load v$; pop\n"));
    assertThat(foundSoon(numbered(4097, "load v$; pop\n")))
        .hasSize(1)
        .first()
        .asString()
        .endsWith("E0216");
    assertThat(foundSoon("def f(" + parameters(4097) + "):\n nop\n")).containsExactly("1:E0216");
  }

  @Test
  void hostileLiteralsAreComparedSoon() {
    // Strings that hash alike, and decimals that print long.
    String cases =
        IntStream.range(0, 8_192)
            .mapToObj(i ->
                " case [\""
                    + Integer.toBinaryString(i | 8_192).replace("0", "Aa").replace("1", "BB")
                    + "\"]:\n  nop\n")
            .collect(Collectors.joining());
    compilesSoon("match:\n value:\n  push 1\n" + cases);
    compilesSoon("push [" + "1e999m,".repeat(140_000) + "1]");
    compilesSoon(repeated("push 5e-324;pop\n"));
  }

  @Test
  void manyErrorsAreReportedSoon() {
    assertThat(foundSoon(repeated("nonsense\n"))).hasSize(101);
    assertThat(foundSoon(repeated("call f\n"))).hasSize(101);
    assertThat(foundSoon(repeated("push \"a\"; store x y\n"))).hasSize(101);
  }

  @Test
  void aSourceBeyondAMebibyteIsRefused() {
    assertThat(foundSoon("#" + "x".repeat(MIB))).containsExactly("1:E0102");
    assertThat(foundSoon("#" + "é".repeat(MIB / 2))).containsExactly("1:E0102");
    assertThat(foundSoon("#" + "x".repeat(MIB - 1))).isEmpty();
  }
}
