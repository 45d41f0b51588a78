package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code covm lint}: what it shows, and how it ends. */
class LintCommandTest {
  private static final String DOUBTFUL =
      "loadp org/a/n; push 1; add\nstorep org/a/n\npush 1; store left\n";

  @TempDir Path directory;

  @BeforeEach
  void writePrograms() throws IOException {
    write("doubtful.covm", DOUBTFUL);
    write("fine.covm", "push 1; emit\n");
    write("wrong.covm", "psuh 1\n");
  }

  @Test
  void findingsAreShownWithPlaceAndRemedy() {
    Result result = lint("fine.covm", "doubtful.covm").exits(65);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            """
            doubtful.covm:2:1: warning lost-update: this changes a key outside a transaction that was read at line 1, and that somebody may have changed since
               2 | storep org/a/n
                 | ^^^^^^^^^^^^^^ read and write it in one transaction: block, or add with incrementp
                 = doubtful.covm:1:1
               1 | loadp org/a/n; push 1; add
                 | ------------- it is read here

            doubtful.covm:3:15: warning unused-variable: nothing reads the variable 'left'
               3 | push 1; store left
                 |               ^^^^ delete it, or call it _ or _left if it has to be there
            """);
  }

  @Test
  void silenceMeansThatNothingIsDoubtful() {
    Result result = lint("fine.covm").exits(0);
    assertThat(result.out() + result.err()).isEmpty();
  }

  @Test
  void aCommentAllowsAFinding() throws IOException {
    write("p.covm", "push 1; store left # covm: allow unused-variable: shown by the trace\n");
    lint("p.covm").exits(0);
    write("p.covm", "push 1; store left # covm: allow unused-varible\n");
    assertThat(lint("p.covm").exits(65).out())
        .contains("p.covm:1:15: warning unused-variable: ")
        .contains("p.covm:1:34: warning unknown-code: ")
        .contains("did you mean 'unused-variable'?");
  }

  @Test
  void allFilesAreLookedAtAndTheFirstErrorDecides() {
    Result result = lint("missing.covm", "wrong.covm", "doubtful.covm").exits(66);
    assertThat(result.err()).contains("there is no file 'missing.covm'").contains("wrong.covm:1:1");
    assertThat(result.out()).contains("doubtful.covm:2:1: warning lost-update: ");
  }

  @Test
  void standardInputCanBeLookedAt() {
    assertThat(CovmProcess.in(directory).input(DOUBTFUL).run("lint", "-").exits(65).out())
        .startsWith("<stdin>:2:1: warning lost-update: ");
  }

  @Test
  void jsonTellsOfEachFindingOnALine() {
    assertThat(lint("--json", "doubtful.covm", "fine.covm").exits(65).out())
        .isEqualTo(
            """
            {"severity":"warning","code":"lost-update",\
            "message":"this changes a key outside a transaction that was read at line 1, and that somebody may have changed since",\
            "file":"doubtful.covm","line":2,"column":1,"endLine":2,"endColumn":15,\
            "hint":"read and write it in one transaction: block, or add with incrementp",\
            "related":[{"line":1,"column":1,"endLine":1,"endColumn":14,"note":"it is read here"}]}
            {"severity":"warning","code":"unused-variable",\
            "message":"nothing reads the variable 'left'",\
            "file":"doubtful.covm","line":3,"column":15,"endLine":3,"endColumn":19,\
            "hint":"delete it, or call it _ or _left if it has to be there","related":[]}
            """);
    assertThat(JsonText.object(lint("--json", "wrong.covm").exits(65).out()).keySet())
        .containsExactly("status", "error", "diagnostics");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private Result lint(String... arguments) {
    String[] words = new String[arguments.length + 1];
    words[0] = "lint";
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    return CovmProcess.in(directory).run(words);
  }
}
