package coop.covm.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runner of the golden programs notices what is wrong, and corrects it when told to. */
final class GoldenRunnerTest {
  @TempDir Path folder;
  private int stores;

  @Test
  void aRightProgramPasses() {
    assertThat(
            differences(
                """
                # setup: push 1; storep org/a/b
                emit "a"  # expect: a
                push 1
                # expect stack: [1]
                # expect stored: org/a/b = 1
                # expect fuel: 2
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nop",
        "emit \"a\"  # expect: b",
        "emit \"a\"\nemit \"b\"  # expect: b",
        "nop  # expect: a",
        "# expect: b\nemit \"a\"  # expect: a\nemit \"b\"",
        "emitevent \"c\" \"m\"  # expect: m",
        "emitevent \"c\" \"m\"  # expect event: c | n",
        "push 1\n# expect stored: nothing",
        "push 1\n# expect stack: [2]",
        "push 1.0m\n# expect stack: [1m]",
        "nop\n# expect stack: [1]",
        "push 1\nstorep org/a/b\n# expect stored: nothing",
        "push 1\nstorep org/a/b\n# expect stored: org/a/b = 2",
        "push 1\nstorep org/a/b\npush 1\nstorep org/a/c\n# expect stored: org/a/b = 1",
        "nop\n# expect stored: org/a/b = 1",
        "emit \"a\"  # expect: a\nfail \"b\"",
        "fail \"a\"\nnop  # expect error E0405",
        "fail \"a\"  # expect error E0404",
        "fail \"a\"  # expect error E0405 Fail",
        "fail \"a\"  # expect error E0405 Failed: b",
        "nop  # expect error E0405",
        "nop  # expect compile error E0201",
        "nopp\n# expect: a",
        "nopp\nnopp  # expect compile error E0201",
        "nop  # expect warning E0251",
        "push \"org\"; push \"/a\"; add; keyexists; emit\n# expect: false",
        "nop\n# expect fuel: 2",
        "nop\n# expect instructions: 2",
        "nop\n# expect writes: 1",
        "nop\n# expect revision: 1",
        "push 1; dumpstack; pop\n# expect fuel: 3",
        "transaction:\n  emit \"a\"\n  fail \"b\"  # expect error E0405",
      })
  void aWrongProgramIsReported(String text) {
    assertThat(differences(text)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nop  # expect nothing",
        "nop  # expect error",
        "nop  # expect error DivisionByZero",
        "nop  # meanwhile push 1",
      })
  void aCommentThatCannotBeReadIsReported(String text) {
    assertThatThrownBy(() -> differences(text))
        .isInstanceOf(MalformedGoldenException.class)
        .hasMessageStartingWith("line 1: ");
  }

  @Test
  void anUnknownOptionIsReported() {
    assertThatThrownBy(() -> differences("# option: --colour\nemit \"a\"  # expect: a"))
        .hasMessageContaining("--colour");
  }

  @Test
  void aFailingSetupIsReported() {
    assertThatThrownBy(() -> differences("# setup: fail \"x\"\nemit \"a\"  # expect: a"))
        .hasMessageContaining("fail \"x\"");
  }

  @Test
  void aCommentInAStringIsNone() {
    assertThat(differences("emit \"# expect: b\"  # expect: # expect: b")).isEmpty();
  }

  @Test
  void updatingPutsExpectationsOnTheirLines() {
    assertThat(
            updated(
                """
                # Shows something.
                emit "a"  # expect: wrong
                # expect: superfluous
                emit "b"
                loop 2:
                  emit "c"
                push 1; push 0
                div
                # expect stored: org/a/b = 1
                """))
        .isEqualTo(
            """
            # Shows something.
            emit "a"  # expect: a
            emit "b"  # expect: b
            loop 2:
              emit "c"
              # expect: c
              # expect: c
            push 1; push 0
            div  # expect error E0304 DivisionByZero
            # expect stored: nothing
            """);
  }

  @Test
  void updatingPutsAtTheEndWhatIsNotInTheOrderOfTheLines() {
    assertThat(
            updated(
                """
                def f():
                  emit "f"
                emit "main"
                call f
                push 5
                """))
        .isEqualTo(
            """
            def f():
              emit "f"
            emit "main"
            call f
            push 5
            # expect: main
            # expect: f
            # expect stack: [5]
            """);
  }

  @Test
  void updatingNamesTheLineWhereNoCommentFits() {
    assertThat(
            updated(
                """
                # expect: wrong
                nop
                emit "not closed
                """))
        .isEqualTo(
            """
            nop
            emit "not closed
            # expect compile error line 2: E0106 Unclosed
            """);
  }

  private List<String> differences(String text) {
    GoldenProgram program = GoldenProgram.parse("inline.covm", text);
    return GoldenCheck.differences(program, observe(program, false));
  }

  private String updated(String text) {
    GoldenProgram program = GoldenProgram.parse("inline.covm", text);
    String rewritten = GoldenUpdate.rewritten(program, observe(program, true));
    assertThat(differences(rewritten)).isEmpty();
    return rewritten;
  }

  private Observation observe(GoldenProgram program, boolean watched) {
    Variant variant = Variant.all().getFirst();
    return GoldenRun.observe(program, variant, folder.resolve("store" + stores++), watched);
  }
}
