package coop.covm.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that are made to exhaust the stack, the memory or somebody's patience. */
class HostileSourceTest {
  private static final int MEBIBYTE = SourceFile.MAX_BYTES;

  private static String nested(String header, int depth, String innermost) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      text.repeat(' ', i).append(header).append('\n');
    }
    return text.repeat(' ', depth).append(innermost).append('\n').toString();
  }

  private static List<Diagnostic> parsed(String text) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> Sources.parse(text).diagnostics());
  }

  @Test
  void blocksNest100DeepAndNoDeeper() {
    assertThat(parsed(nested("if:", 100, "nop"))).isEmpty();
    assertThat(Sources.faults(nested("if:", 101, "nop") + "pop )"))
        .containsExactly(
            "101:101-101:104 E0109 blocks nest at most 100 deep",
            "  hint: move the inner blocks into a function",
            "103:5-103:6 E0108 unexpected ')' after 'pop'",
            "  hint: operands are written without parentheses");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"if:", "loop:", "foo:", "if", "while:", "match:", "case 1:", "nop", "def f():"})
  void deepBlocksOfAnyKindAreRefusedWithoutASwollenStack(String header) {
    String text = nested(header, 1_400, "nop");
    assertThatCode(() -> parsed(text)).doesNotThrowAnyException();
    assertThat(parsed(text)).isNotEmpty();
  }

  @Test
  void aHundredThousandHeadersAreReadInTime() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      text.repeat(' ', Math.min(i, 4)).append("if:\n");
    }
    assertThat(parsed(text.toString()))
        .hasSize(101)
        .last()
        .satisfies(last -> {
          assertThat(last.code()).isEqualTo(DiagnosticCode.TOO_MANY_ERRORS);
          assertThat(last.message()).isEqualTo("99896 more errors are not shown");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"\":", "[{\"a\":", "[[],"})
  void deepBracketsAreRefusedWithoutASwollenStack(String bracket) {
    String text = "push " + bracket.repeat((MEBIBYTE - 10) / bracket.length()) + "\nnop";
    assertThat(parsed(text))
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.code()).isEqualTo(DiagnosticCode.INVALID_LITERAL);
          assertThat(fault.message()).isEqualTo("lists and maps nest at most 64 deep");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a ",
        "a;",
        "1",
        "9,",
        "[]",
        "]",
        ")",
        ":",
        ": ",
        "\"",
        "\"\" ",
        "\\",
        "#",
        "f\"{}\"",
        "{",
        "}",
        "->",
        "-",
        "\u00A0",
        "'",
        "\t",
        "\n",
        "\r",
        "if:",
        "if:\n",
        "else:\n",
        "case 1:\n",
        "def ",
        "a:\n",
        " a\n",
        "\na",
        "😀",
        "\u0301",
        ";",
        ",",
        "return\n",
        "\ta\n",
        "[\n",
        "push [1,\n",
        "\u202E",
        "push \"a\n",
        "x = 1\n",
        "0",
        "0.",
        "1e",
        "if",
        "iff:\n",
        "push [a]\n",
        "(",
        "def f(a,"
      })
  void aMebibyteOfAnythingIsReadInTime(String piece) {
    String text = piece.repeat(MEBIBYTE / piece.length());
    List<Diagnostic> diagnostics = parsed(text);
    assertThat(diagnostics.size()).isLessThanOrEqualTo(Diagnostics.MAX_REPORTED + 1);
    SourceFile source = Sources.file(text);
    String shown =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () ->
                new DiagnosticRenderer(DiagnosticRenderer.Colour.NONE).render(source, diagnostics));
    assertThat(shown.length()).isLessThan(1_000 * (diagnostics.size() + 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "push [PIECE]",
        "push \"PIECE\"",
        "emit f\"PIECE\"",
        "push PIECE",
        "# PIECE",
        "PIECE"
      })
  void aLongLineIsReadInTime(String frame) {
    for (String piece :
        new String[] {"1,", "a", "9", "{a}", "\\n", "\\q", "[1],", "\"\",", "{", "\\u{"}) {
      parsed(frame.replace("PIECE", piece.repeat(MEBIBYTE / piece.length())));
    }
  }

  @Test
  void aMapOfManyKeysOfOneHashIsReadInTime() {
    StringBuilder text = new StringBuilder("push {");
    for (int i = 0; i < 50_000; i++) {
      text.append('"');
      for (int bit = 0; bit < 16; bit++) {
        text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      text.append("\":1,");
    }
    assertThat(parsed(text.append('}').toString())).isEmpty();
  }

  @Test
  void numbersOfAMebibyteAreJudgedInTime() {
    for (String word :
        new String[] {
          "9".repeat(MEBIBYTE),
          "0." + "9".repeat(MEBIBYTE),
          "9".repeat(MEBIBYTE) + "m",
          "1e" + "9".repeat(MEBIBYTE) + "m",
          "0." + "0".repeat(MEBIBYTE) + "1m"
        }) {
      assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Literals.word(word));
    }
  }

  @Test
  void aFileOfManyFaultsShowsAHundredAndCountsTheRest() {
    assertThat(parsed("pop )\n".repeat(101)))
        .hasSize(101)
        .last()
        .satisfies(last -> assertThat(last.message()).isEqualTo("one more error is not shown"));
    assertThat(parsed("pop )\n".repeat(100)))
        .hasSize(100)
        .noneMatch(fault -> fault.code() == DiagnosticCode.TOO_MANY_ERRORS);
  }
}
