package coop.covm.cli.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is typed in which colour, and that nothing of it is lost. */
final class HighlightingTest {
  @Test
  void anInstructionIsColouredAsSoonAsItIsOne() {
    assertThat(Highlighting.coloured("pus 1").toAnsi()).startsWith("pus ");
    assertThat(Highlighting.coloured("push 1").toAnsi()).startsWith("\u001B[36mpush");
    assertThat(Highlighting.coloured("rankedvote").toAnsi()).isEqualTo("rankedvote");
    assertThat(Highlighting.coloured(":push").toAnsi()).isEqualTo(":push");
  }

  @Test
  void theTextStaysWhatItIs() {
    for (String text :
        new String[] {
          "", "push \"a # b\" # c\nif:\n  é", "push \"open", "push [1, {\"a\": 2}] €"
        }) {
      assertThat(Highlighting.coloured(text).toString()).isEqualTo(text);
    }
  }
}
