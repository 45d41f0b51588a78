package coop.covm.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which pieces of a text are told to be what. */
final class ColouringTest {
  private static List<String> pieces(String text) {
    return Colouring.of(text).stream()
        .map(piece -> piece.kind() + " " + text.substring(piece.span().start(), piece.span().end()))
        .toList();
  }

  @Test
  void piecesAreToldInOrder() {
    assertThat(pieces("push 1.5m; store x # \"why\"\nif:\n  emit f\"{a}\"; load true €"))
        .containsExactly(
            "INSTRUCTION push",
            "LITERAL 1.5m",
            "INSTRUCTION store",
            "COMMENT # \"why\"",
            "BLOCK_WORD if",
            "INSTRUCTION emit",
            "TEXT f\"{a}\"",
            "INSTRUCTION load",
            "LITERAL true",
            "STRAY €");
  }

  @Test
  void whatIsNotClosedIsTextToItsEnd() {
    assertThat(pieces("push \"abc")).containsExactly("INSTRUCTION push", "TEXT \"abc");
  }
}
