package coop.covm.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a shell waits for more lines, and where it does not. */
final class InputEndTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "push 1",
        "push 1; push 2",
        "# if:",
        "push \"if:\"",
        "push [1,\n 2]",
        "push ]",
        "push \"not closed",
        "push {\"a\": 1}",
        "whlie:",
        "break:",
        "push a:",
        "storep org/a:b"
      })
  void nothingIsOpen(String text) {
    assertThat(InputEnd.of(text)).isEqualTo(InputEnd.COMPLETE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if:",
        "IF: # a comment",
        "if:\n  push 1",
        "if:\n  push 1\n",
        "push true; if:",
        "def f(a, b) -> 1:",
        "case [1,\n2]:",
        "foreach x:",
        "loop 3:\n  push [1,\n  2]\n"
      })
  void aBlockIsOpen(String text) {
    assertThat(InputEnd.of(text)).isEqualTo(InputEnd.OPEN_BLOCK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"push [1,", "push {\"a\":", "push [[1]\n", "if:\n  push [1\n\n"})
  void aBracketIsOpen(String text) {
    assertThat(InputEnd.of(text)).isEqualTo(InputEnd.OPEN_BRACKET);
  }
}
