package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Long output goes through a pager where people look at it, and nowhere else. */
@Timeout(240)
class PagerTest {
  private static final int KEYS = 300;

  @TempDir Path directory;

  @BeforeEach
  void fill() throws IOException {
    StringBuilder program = new StringBuilder();
    for (int i = 100; i < 100 + KEYS; i++) {
      program.append("push ").append(i).append("\nstorep org/a/k").append(i).append('\n');
    }
    Files.writeString(directory.resolve("fill.covm"), program);
    CovmProcess.in(directory).run("run", "fill.covm", "--atomic").exits(0);
  }

  private CovmProcess atTerminal() {
    return CovmProcess.in(directory)
        .java("-Dcovm.stdout=terminal")
        .environment("TERM", "xterm")
        .environment("PAGER", "sed s/^/pager:/");
  }

  private CovmProcess paged(String pager) {
    return atTerminal().environment("COVM_PAGER", pager);
  }

  @Test
  void ofTwoVariablesTheOwnOneCounts() {
    assertThat(atTerminal().run("storage", "list").exits(0).out())
        .startsWith("pager:org/a/k100\n")
        .hasLineCount(KEYS);
    assertThat(paged("sed s/^/own:/").run("storage", "list").exits(0).out())
        .startsWith("own:org/a/k100\n");
    assertThat(paged("cat").run("storage", "list").exits(0).out()).startsWith("org/a/k100\n");
    assertThat(paged("").run("storage", "list").exits(0).out()).startsWith("org/a/k100\n");
    assertThat(paged("false").run("storage", "list", "--no-pager").exits(0).out())
        .hasLineCount(KEYS);
  }

  @Test
  void inAPipeThereIsNoPager() {
    for (List<String> command :
        List.of(
            List.of("storage", "list"),
            List.of("storage", "tree"),
            List.of("storage", "diff"),
            List.of("storage", "blame", "org"),
            List.of("storage", "history", "org/a/k100"),
            List.of("storage", "get", "org/a/k100"),
            List.of("audit", "list"),
            List.of("audit", "show", "1"))) {
      Result piped =
          CovmProcess.in(directory).environment("COVM_PAGER", "sed s/^/pager:/").run(command);
      assertThat(piped.exits(0).out()).as("%s", command).doesNotContain("pager:");
      assertThat(atTerminal().run(command).exits(0).out()).as("%s", command).startsWith("pager:");
    }
  }

  @Test
  void whoLeavesThePagerHasSeenEnough() {
    Result left = paged("head -n 1").run("storage", "list");
    assertThat(left.exits(0).out()).isEqualTo("org/a/k100\n");
    assertThat(left.err()).isEmpty();
  }

  @Test
  void aPagerThatIsNotThereIsSaid() {
    assertThat(paged("no-such-pager").run("storage", "list").exits(74).err())
        .contains("error E0805: the pager 'no-such-pager' cannot be run")
        .contains("--no-pager");
  }

  @Test
  void whatFailsBeforeItPrintsStartsNone() {
    Result failed = paged("sed s/^/pager:/ 1>&2").run("storage", "get", "org/a/none");
    assertThat(failed.exits(70).err()).startsWith("covm: error E0402").hasLineCount(1);
  }

  @Test
  void theStoreIsFreeWhileSomebodyReads() {
    Result reading =
        paged("\"$COVM_TEST_AGAIN\" && cat")
            .environment("COVM_TEST_AGAIN", again().toString())
            .run("storage", "list");
    assertThat(reading.exits(0).out()).startsWith("100\norg/a/k100\n").hasLineCount(KEYS + 1);
  }

  /** A script that reads the store from another process. */
  private Path again() {
    Path script = directory.resolve("again.sh");
    try {
      Files.writeString(
          script,
          "#!/bin/sh\nexec '%s/bin/java' --enable-native-access=ALL-UNNAMED -cp '%s' coop.covm.cli.Main storage get org/a/k100 --wait 60s\n"
              .formatted(System.getProperty("java.home"), CovmProcess.classPath()));
      assertThat(script.toFile().setExecutable(true)).isTrue();
      return script;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void coloursAreForPeopleWhoWantThem() {
    String green = "\u001B[32m+ org/a/k100: 100\u001B[m\n";
    assertThat(paged("cat").environment("NO_COLOR", "").run("storage", "diff").exits(0).out())
        .startsWith(green);
    assertThat(paged("cat").environment("NO_COLOR", "1").run("storage", "diff").exits(0).out())
        .startsWith("+ org/a/k100: 100\n");
    assertThat(
            paged("cat")
                .environment("NO_COLOR", "")
                .environment("TERM", "dumb")
                .run("storage", "diff")
                .exits(0)
                .out())
        .startsWith("+ org/a/k100: 100\n");
    assertThat(CovmProcess.in(directory).run("storage", "diff").exits(0).out())
        .startsWith("+ org/a/k100: 100\n");
  }
}
