package coop.covm.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.syntax.SourceFile;
import org.junit.jupiter.api.Test;

/** What the canonical layout looks like. */
final class FormatterTest {
  @Test
  void aBlockIsIndentedByTwoSpacesHoweverItWasWritten() {
    assertFormats(
        """
        push true
        if:
              loop 2:
               push 1
               pop
        else:
         nop
        push 2
        """,
        """
        push true
        if:
          loop 2:
            push 1
            pop
        else:
          nop
        push 2
        """);
  }

  @Test
  void oneSpaceStandsBetweenWordsAndNoneBeforePunctuation() {
    assertFormats("push   1 ;push\t2;add;", "push 1; push 2; add;\n");
    assertFormats("push  [1,2 , 3]", "push [1, 2, 3]\n");
    assertFormats("push   { \"a\" :1,\"b\":[ ] }", "push {\"a\": 1, \"b\": []}\n");
    assertFormats(
        "def  sum2 ( a,b )->1 :\n nop; load a; load b; add",
        "def sum2(a, b) -> 1:\n  nop; load a; load b; add\n");
    assertFormats(
        "push 1;  assertmemory  \"x\"   f\"{x}  y\"", "push 1; assertmemory \"x\" f\"{x}  y\"\n");
  }

  @Test
  void linesAreNeitherJoinedNorDivided() {
    assertFormats("push [\n1,\n\n\n2\n]\npop", "push [\n  1,\n\n  2\n]\npop\n");
    assertFormats("push 1; pop; push 2; pop", "push 1; pop; push 2; pop\n");
  }

  @Test
  void bracketsIndentWhatIsInThem() {
    assertFormats(
        """
        push true
        if:
            push [# two maps
            {
            "a": 1, # one
            # more
            "b": [2,
            3]
            },
            4]
            pop
        """,
        """
        push true
        if:
          push [ # two maps
            {
              "a": 1, # one
              # more
              "b": [2,
                3]
            },
            4]
          pop
        """);
  }

  @Test
  void manyBlankLinesBecomeOne() {
    assertFormats("\n\n\npush 1\n  \n\t\n\npop\n\n\n", "push 1\n\npop\n");
    assertFormats("push true\nif:\n\n\n  nop", "push true\nif:\n\n  nop\n");
    assertFormats("", "");
    assertFormats(" \n\t\n", "");
  }

  @Test
  void commentsStayWordForWord() {
    assertFormats(
        "push 1#here\npush \"#\"   #  two  spaces\t \n",
        "push 1 #here\npush \"#\" #  two  spaces\n");
    assertFormats("#!x\n#\n   #   y\u0001\u00a0", "#!x\n#\n#   y\u0001\u00a0\n");
    assertFormats("push true\nif: # why\n nop", "push true\nif: # why\n  nop\n");
  }

  @Test
  void aCommentBelongsToWhatFollowsIt() {
    assertFormats(
        """
        push true
                # of if
        if:
        # of nop
             nop
                # of pop
             push 1; pop
        """,
        """
        push true
        # of if
        if:
          # of nop
          nop
          # of pop
          push 1; pop
        """);
  }

  @Test
  void aCommentAtTheEndOfABlockBelongsWhereItIsIndented() {
    assertFormats(
        """
        push true
        if:
            loop 2:
                nop
                    # of the loop
                # of the loop too
              # of if
            # of if too
         # of the program
                # and it stays out there
        push 1
        loop 2:
            nop
            # the last
        """,
        """
        push true
        if:
          loop 2:
            nop
            # of the loop
            # of the loop too
          # of if
          # of if too
        # of the program
        # and it stays out there
        push 1
        loop 2:
          nop
          # the last
        """);
  }

  @Test
  void lineEndsAreLineFeeds() {
    assertFormats("push 1\r\n\r\n# x\r\npop", "push 1\n\n# x\npop\n");
  }

  @Test
  void everyLineKnowsWhereItComesFrom() {
    FormattedText text = Formatter.format(new SourceFile("p", "\n\npush 1\n\n\n\npop # x\n"));
    assertThat(text.lines()).containsExactly("push 1", "", "pop # x");
    assertThat(text.origins()).containsExactly(3, 6, 7);
  }

  @Test
  void whatIsNoProgramIsRefused() {
    assertThatThrownBy(() -> Layouts.of("push 1 ° 2")).isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertFormats(String written, String canonical) {
    assertThat(Layouts.of(written)).isEqualTo(canonical);
    Layouts.check(written);
  }
}
