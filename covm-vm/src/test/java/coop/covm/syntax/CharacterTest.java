package coop.covm.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CharacterTest {
  @Test
  void aControlCharacterIsRefusedOutsideComments() {
    assertThat(Sources.faults("push 1\n\u0007pop )"))
        .containsExactly(
            "2:1-2:2 E0101 the control character U+0007 is not allowed outside a comment",
            "  hint: delete it",
            "2:6-2:7 E0108 unexpected ')' after 'pop'",
            "  hint: operands are written without parentheses");
    assertThat(Sources.faults("push 1 # \u0007\u0000")).isEmpty();
  }

  @Test
  void controlCharactersAreReportedTogether() {
    assertThat(Sources.faults("\u0000push\f1\u007F"))
        .containsExactly(
            "1:1-1:2 E0101 the control character U+0000 is not allowed outside a comment",
            "  hint: delete it; there are 3 in this file");
  }

  @Test
  void aStringHoldsControlCharactersOnlyByTheirEscapes() {
    assertThat(Sources.faults("push \"a\tb\""))
        .containsExactly(
            "1:8-1:9 E0101 a string holds the character U+0009 only by its escape",
            "  hint: write \\t");
    assertThat(Sources.faults("push f\"\u0001\""))
        .containsExactly(
            "1:8-1:9 E0101 a string holds the character U+0001 only by its escape",
            "  hint: write \\u{1}");
  }

  @Test
  void textThatReadsOtherwiseThanItRunsIsRefusedEverywhere() {
    assertThat(Sources.faults("push \"a\u202Eb\" # \u2066"))
        .containsExactly(
            "1:8-1:9 E0101 a string holds the character U+202E only by its escape",
            "  hint: write \\u{202E}",
            "1:14-1:15 E0101 the character U+2066 is not allowed: it can make the text read otherwise than it runs",
            "  hint: delete it");
    assertThat(Sources.faults("push 1\u2028pop"))
        .first()
        .asString()
        .startsWith("1:7-1:8 E0101 the character U+2028 is not allowed");
  }

  @Test
  void aCarriageReturnWithoutItsLineFeedIsRefusedAndEndsALine() {
    assertThat(Sources.faults("push 1 # comment\rpop )\r\nnop"))
        .containsExactly(
            "1:17-1:18 E0101 a carriage return (U+000D) without its line feed",
            "  hint: end lines with a line feed",
            "1:22-1:23 E0108 unexpected ')' after 'pop'",
            "  hint: operands are written without parentheses");
  }

  @Test
  void aSpaceThatIsNoneIsReportedOnceALine() {
    assertThat(Sources.faults("push\u00A05\u00A0\u3000\npop"))
        .containsExactly(
            "1:5-1:6 E0108 the character U+00A0 looks like a space but is none",
            "  hint: write a plain space");
  }

  @Test
  void halfASurrogatePairIsRefused() {
    assertThat(Sources.faults("push \"\uD800\""))
        .containsExactly(
            "1:7-1:8 E0101 a string holds the character U+D800 only by its escape",
            "  hint: delete it: it is half of a character");
    assertThat(Sources.faults("push \uDC00"))
        .first()
        .isEqualTo("1:6-1:7 E0101 the control character U+DC00 is not allowed outside a comment");
  }

  @Test
  void aBinaryFileGetsOneError() {
    StringBuilder junk = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      junk.append((char) (i * 31 % 128));
    }
    assertThat(Sources.parse(junk.toString()).diagnostics())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.code()).isEqualTo(DiagnosticCode.INVALID_ENCODING);
          assertThat(fault.message()).startsWith("this is not the text of a program");
        });
  }
}
