package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a person sees who types at the shell, against transcripts that are read by people when they
 * change. {@code -Dcovm.golden.update=true} writes them anew.
 */
class ShellTranscriptTest {
  private static final Path TRANSCRIPTS = Path.of("src", "test", "resources", "shell");
  private static final String SCREEN = "screen-256color";

  /** The key as terminals send it when a program has asked for all keys. */
  private static final String UP = "\u001BOA";

  @TempDir Path directory;

  private ShellAtTerminal shell(String... arguments) throws IOException {
    return new ShellAtTerminal(ShellAtTerminal.command(directory, SCREEN), arguments);
  }

  private static void check(String name, ShellAtTerminal shell) throws IOException {
    Path file = TRANSCRIPTS.resolve(name + ".txt");
    if (Boolean.getBoolean("covm.golden.update")) {
      Files.createDirectories(TRANSCRIPTS);
      Files.writeString(file, shell.screen());
    }
    assertThat(shell.screen()).isEqualTo(Files.readString(file));
  }

  @Test
  void firstSteps() throws IOException {
    try (ShellAtTerminal shell = shell("--store", "memory:")) {
      shell.line("push 40; push 2").line("add").line("store answer");
      shell.line("load answer; emit");
      shell.line("def twice(a):").line("  load a; push 2; mul").line("");
      shell.line("load answer; call twice");
      shell.line("dup; push 84; eq");
      shell.line("if:").line("  emit \"right\"").line("else:").line("  emit \"wrong\"").line("");
      shell.line(":stack").line(":memory").line(":time on").line("pop").line(":time off");
      shell.line(":help");
      shell.keys(":quit\r");
      assertThat(shell.exitCode()).isZero();
      check("first-steps", shell);
    }
  }

  @Test
  void errors() throws IOException {
    try (ShellAtTerminal shell = shell("--store", "memory:", "--namespace", "org/acme")) {
      shell.line("push 7; store x");
      shell.line("psuh 1").line("push 1; push 0; div").line("load y");
      shell.line("push 1; storep kept; push 5; store x; fail \"no\"");
      shell.line(":memory");
      shell.line("def ratio(a):").line("  push 1").line("  load a").line("  div").line("");
      shell.line("push 0; call ratio");
      shell.line("push [1,").line("  2").line("]").line(":undo").line(":undo").line(":undo");
      shell.line(":undone").line(":stack now").line(":load missing.covm");
      shell.keys("\u0004");
      assertThat(shell.exitCode()).isZero();
      check("errors", shell);
    }
  }

  @Test
  void transactions() throws IOException {
    try (ShellAtTerminal shell = shell("--store", "file:s", "--namespace", "org/acme")) {
      shell.line("push 100; storep budget");
      shell.line("begintx").line(":tx");
      shell.line("loadp budget; push 40; sub; storep budget; emit \"paid 40\"");
      shell.line("push 1; storep mistake").line(":tx").line(":undo").line(":tx");
      shell.line("loadp missing").line("push 5; incrementp paid").line("committx");
      shell.line(":history budget").line(":store").line(":undo");
      shell.line("begintx; deletep budget").line(":undo");
      shell.line("begintx; deletep budget").line("rollbacktx");
      shell.line("begintx; push 1; storep lost; emit \"never\"");
      shell.keys("\u0004");
      assertThat(shell.exitCode()).isZero();
      check("transactions", shell);
    }
    Result replayed =
        CovmProcess.in(directory).run("audit", "replay", "2", "--store", "file:s").exits(0);
    assertThat(replayed.out()).contains("2");
  }

  @Test
  void explaining() throws IOException {
    try (ShellAtTerminal shell = shell("--store", "memory:", "--namespace", "org/acme")) {
      shell.line("push 3; push 4").line(":explain add; storep sum");
      shell.line(":explain on").line("loadp sum").line(":explain off").line("pop");
      shell.line(":history");
      check("explaining", shell);
    }
  }

  @Test
  void completion() throws IOException {
    CovmProcess.in(directory)
        .input(
            "push 1; storep org/acme/people/alice\npush 1; storep org/acme/people/bob\npush 1; storep org/acme/budget\n")
        .run("repl", "--store", "file:s")
        .exits(0);
    Files.writeString(directory.resolve("payments.covm"), "push 5\nstore paid\n");
    try (ShellAtTerminal shell = shell("--store", "file:s", "--namespace", "org/acme")) {
      shell.line("push 1; store quantity");
      shell.keys("emite\t", "emitevent").line(" \"a\" \"b\"");
      shell.keys("load quan\t", "load quantity").line("");
      shell.keys("loadp bud\t", "loadp budget").line("");
      shell.keys("loadp pe\t", "loadp people/").keys("al\t", "people/alice").line("");
      shell.keys(":load pay\t", ":load payments.covm").line("");
      shell.line(":memory");
      check("completion", shell);
    }
  }

  @Test
  void anInterruptStopsWhatRunsAndDropsWhatIsHalfTyped() throws IOException {
    try (ShellAtTerminal shell =
        shell("--store", "memory:", "--fuel", "100000000000000", "--namespace", "org/acme")) {
      shell.line("begintx; push 1; storep x");
      shell.line("if:").interrupt();
      // The dump shows at once that the input runs.
      shell.line("dumpstack; while:").line("  condition:").line("    push true").line("  nop");
      shell.keys("\r", "stack, top first").interrupt();
      shell.line("committx").line("push 5");
      assertThat(shell.linesWith("E0427")).hasSize(1);
      assertThat(shell.linesWith("1 change committed")).hasSize(1);
      assertThat(shell.linesWith("[5]")).hasSize(1);
    }
  }

  @Test
  void whatIsStoredCannotCommandTheTerminal() throws IOException {
    try (ShellAtTerminal shell = shell("--store", "memory:", "--namespace", "org/acme")) {
      shell.line("push \"\\u{1B}[2J\\u{1B}]0;owned\\u{7}\\u{202E}x\"; storep evil");
      shell.line("loadp evil").line("dup; emit").line(":stack").line(":history evil");
      shell.line("store v").line(":memory").line("begintx; load v; storep other").line(":tx");
      shell.line("load v; fail");
      check("hostile-values", shell);
      assertThat(shell.raw()).doesNotContain("\u001B[2J").doesNotContain("owned\u0007");
    }
  }

  @Test
  void aDumbTerminalIsSentNoEscapes() throws IOException {
    try (ShellAtTerminal shell =
        new ShellAtTerminal(ShellAtTerminal.command(directory, "dumb"), "--store", "memory:")) {
      shell.line("push 40; push 2; add").line("if:").interrupt();
      shell.line("begintx").line("rollbacktx");
      shell.keys("\u0004");
      assertThat(shell.exitCode()).isZero();
      assertThat(shell.raw()).doesNotContain("\u001B");
      check("dumb-terminal", shell);
    }
  }

  @Test
  void coloursAreShownUnlessNobodyWantsThem() throws IOException {
    try (ShellAtTerminal shell = shell("--store", "memory:")) {
      shell.line("push 1");
      assertThat(shell.raw()).contains("\u001B[3");
    }
    try (ShellAtTerminal shell =
        new ShellAtTerminal(
            ShellAtTerminal.command(directory, SCREEN).environment("NO_COLOR", "1"),
            "--store",
            "memory:")) {
      shell.line("push 1").line("begintx").line("rollbacktx");
      assertThat(shell.raw()).doesNotContainPattern("\u001B\\[[0-9;]*[3-4][0-9]m");
    }
  }

  @Test
  void whatWasTypedIsThereInTheNextSession() throws IOException {
    try (ShellAtTerminal shell = shell("--store", "memory:")) {
      shell.line("push 40; push 2").line("if:").line("  push 1; pop").line("");
      shell.keys("\u0004");
      assertThat(shell.exitCode()).isZero();
    }
    try (ShellAtTerminal shell = shell("--store", "memory:")) {
      shell.keys(UP, "push 1; pop").keys(UP + UP, "push 40; push 2").line("");
      assertThat(shell.linesWith("[40, 2]")).hasSize(1);
    }
    assertThat(
            Files.getPosixFilePermissions(directory.resolve("state/covm/repl-history")).toString())
        .doesNotContain("GROUP")
        .doesNotContain("OTHERS");
  }

  @Test
  void whoMayNotIsTold() throws IOException {
    SecuredStore secured = SecuredStore.in(directory, "file:s");
    secured.member("alice");
    secured.root("access grant member:alice read,write,list org/acme").exits(0);
    try (ShellAtTerminal shell =
        shell("--store", "file:s", "--as", "alice", "--key", "alice.pem")) {
      shell.line("push 1; storep org/acme/x").line("push 2; storep org/other/x");
      shell.line(":history org/other/x").line(":store");
      check("denied", shell);
    }
  }
}
