package coop.covm.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.syntax.DiagnosticCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every code that the compiler gives, at its line, alone. */
final class EveryCodeTest {
  private static final Map<String, String> PROGRAMS =
      Map.ofEntries(
          Map.entry("1:E0201", "nonsense"),
          Map.entry("1:E0202", "tally"),
          Map.entry("1:E0203", "push abc"),
          Map.entry("2:E0204", "push 1\nstore \"1a\""),
          Map.entry("1:E0205", "loadp org"),
          Map.entry("1:E0206", "call f"),
          Map.entry("1:E0207", "def f(a, a):\n  nop"),
          Map.entry("2:E0208", "fail \"x\"\nnop"),
          Map.entry("1:E0209", "pop"),
          Map.entry("3:E0210", "push 1\nif:\n  push 1"),
          Map.entry("2:E0211", "loop 2:\n  push 1"),
          Map.entry("3:E0212", "while:\n  condition:\n    nop\n  nop"),
          Map.entry("2:E0213", "def f() -> 1:\n  nop"),
          Map.entry("1:E0214", "call f\ndef f(a):\n  nop"),
          Map.entry("1:E0215", "def f():\n  call f"),
          Map.entry("1:E0216", "def f() -> 5000:\n  fail \"x\""),
          Map.entry("1:E0217", "def sum():\n  nop"),
          Map.entry("2:E0251", "push f\"{a}\"\nloadp"),
          Map.entry("6:E0252", "push 1\nif:\n  fail \"a\"\nelse:\n  fail \"b\"\nnop"));

  static Stream<String> places() {
    return PROGRAMS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("places")
  void aFaultGivesItsCodeAtItsLineAndNothingElse(String place) {
    assertThat(Compiled.found(PROGRAMS.getOrDefault(place, ""))).containsExactly(place);
  }

  @Test
  void messagesAreAlikeInEveryLocale() {
    // Reasons why a key is invalid are the storage's words.
    List<String> programs =
        PROGRAMS.values().stream().filter(text -> !text.startsWith("loadp")).toList();
    List<List<String>> here = programs.stream().map(Compiled::messages).toList();
    Locale before = Locale.getDefault();
    try {
      // Writes numbers in digits of its own.
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(programs.stream().map(Compiled::messages).toList()).isEqualTo(here);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void noCodeIsLeftOut() {
    Stream<String> codes =
        Arrays.stream(DiagnosticCode.values())
            .map(DiagnosticCode::code)
            .filter(code -> code.startsWith("E02"));
    assertThat(PROGRAMS.keySet().stream().map(place -> place.substring(place.indexOf('E'))))
        .containsExactlyInAnyOrderElementsOf(codes.toList());
  }
}
