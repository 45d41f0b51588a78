package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bash offers when the key is pressed, and the commands that print scripts and pages. */
class CompletionCommandTest {
  private static final String ASK =
      """
      source ./covm.bash
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
      _covm
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @TempDir Path directory;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        directory.resolve("covm.bash"),
        CovmProcess.in(directory).run("completion", "bash").exits(0).out());
    Files.writeString(directory.resolve("a program.covm"), "emit 1\n");
    Files.createDirectory(directory.resolve("a directory"));
  }

  /** What is offered for the last of these words. */
  private List<String> offered(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", "--norc", "-c", ASK, "bash", "covm"));
    command.addAll(List.of(words));
    Process bash =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(out).isZero();
    return out.lines().filter(line -> !line.isEmpty()).sorted().toList();
  }

  @Test
  void bashOffersCommandsOptionsValuesAndFiles() throws Exception {
    assertThat(offered("")).contains("run", "storage", "completion");
    assertThat(offered("sto")).containsExactly("storage");
    assertThat(offered("storage", "di")).containsExactly("diff");
    assertThat(offered("storage", "get", "--li")).containsExactly("--literal");
    assertThat(offered("storage", "get", "")).isEmpty();
    assertThat(offered("run", "--durability", "")).containsExactly("buffered", "sync");
    assertThat(offered("run", "--durability", "=")).containsExactly("buffered", "sync");
    assertThat(offered("run", "--durability", "=", "b")).containsExactly("buffered");
    assertThat(offered("run", "--engine", "c")).containsExactly("compiled");
    assertThat(offered("audit", "list", "--kind", "p")).containsExactly("program");
    assertThat(offered("run", "a")).containsExactly("a directory", "a program.covm");
    assertThat(offered("run", "a program.covm", "--fuel", "")).isEmpty();
    assertThat(offered("storage", "get", "org/a/b", "--key", "a p"))
        .containsExactly("a program.covm");
    assertThat(offered("completion", "")).containsExactly("bash", "fish", "zsh");
    assertThat(offered("help", "au")).containsExactly("audit");
    assertThat(offered("nonsense", "")).isEmpty();
    assertThat(offered("storage", "nonsense", "")).isEmpty();
  }

  @Test
  void scriptsAndPagesArePrinted() throws IOException {
    assertThat(CovmProcess.in(directory).run("completion", "zsh").exits(0).out())
        .startsWith("#compdef covm\n");
    assertThat(CovmProcess.in(directory).run("completion", "fish").exits(0).out())
        .contains("complete -c covm -f\n");
    Result other = CovmProcess.in(directory).run("completion", "tcsh");
    assertThat(other.exits(64).err()).contains("completion for bash, zsh, fish, not for 'tcsh'");
    assertThat(CovmProcess.in(directory).run("completion").exits(64).err()).contains("SHELL");
    String page = CovmProcess.in(directory).run("man", "storage", "diff").exits(0).out();
    assertThat(page).contains(".TH \"COVM\\-STORAGE\\-DIFF\"");
    CovmProcess.in(directory).run("man", "--output", "pages/man1").exits(0);
    assertThat(directory.resolve("pages/man1/covm-storage-diff.1")).hasContent(page);
    try (Stream<Path> pages = Files.list(directory.resolve("pages/man1"))) {
      assertThat(pages).hasSizeGreaterThan(50);
    }
    assertThat(CovmProcess.in(directory).run("man", "nothing").exits(64).err()).contains("nothing");
    CovmProcess.in(directory).run("man", "run", "--output", "pages").exits(64);
    CovmProcess.in(directory).run("man", "--output", "covm.bash").exits(74);
  }
}
