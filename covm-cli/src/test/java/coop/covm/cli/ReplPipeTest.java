package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell where nobody types: inputs come through a pipe. */
class ReplPipeTest {
  @TempDir Path directory;

  private Result repl(String input, String... arguments) {
    String[] words = new String[arguments.length + 1];
    words[0] = "repl";
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    return CovmProcess.in(directory).environment("COVM_STORE", "memory:").input(input).run(words);
  }

  @Test
  void resultsArePlainLinesAndNothingElseIsOnStandardOutput() {
    Result result = repl("push 40; push 2\nadd\nemit\n:stack\n").exits(0);
    assertThat(result.out()).isEqualTo("[40, 2]\n[42]\n42\nstack, top first: 0 values\n");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void aBlockEndsWithItsIndentation() {
    Result result =
        repl("""
        def twice(a):
          load a

          push 2; mul
        # a comment between
        def four():
          push 2; call twice
        push false
        if:
          emit "wrong"

        elif:
          condition:
            push true
          call four; emit
        push [1,

        2]
        size
        """)
            .exits(0);
    assertThat(result.out()).isEqualTo("[false]\n4\n[[1, 2]]\n[2]\n");
  }

  @Test
  void theLastLineNeedsNoEnd() {
    assertThat(repl("push 1\nif:\n  emit \"yes\"").exits(0).out()).isEqualTo("[1]\nyes\n");
    assertThat(repl("").exits(0).out()).isEmpty();
    assertThat(repl("\n# nothing\n\n").exits(0).out()).isEmpty();
  }

  @Test
  void theFirstErrorEndsItWithItsCode() {
    Result compile = repl("push 1\npsuh 2\nemit \"never\"\n").exits(65);
    assertThat(compile.out()).isEqualTo("[1]\n");
    assertThat(compile.err()).contains("<stdin>:2:1: error E0201").contains("did you mean 'push'");
    assertThat(repl("push 1; push 0; div\nemit \"never\"\n").exits(70).out()).isEmpty();
    assertThat(repl("push 1; storep x\n").exits(70).err()).contains("--namespace");
    assertThat(repl(":nothing\n").exits(64).err()).contains("no command ':nothing'");
    assertThat(repl(":load missing\n").exits(66).err()).contains("there is no file 'missing'");
    assertThat(repl(":quit\npsuh\n").exits(0).err()).isEmpty();
  }

  @Test
  void linesAreNumberedAsInTheInput() {
    assertThat(repl("# one\n:tx\n\npush 1\n:undo\n  \npush 1; push 0; div\n").exits(70).err())
        .contains("<stdin>:7:17: error E0304");
  }

  @Test
  void whatIsNotClosedIsAnError() {
    assertThat(repl("push [1,\n2\n").exits(65).err()).contains("E0106");
    assertThat(repl("if:\n").exits(65).err()).contains("error");
  }

  @Test
  void aTransactionThatIsLeftOpenIsRolledBack() {
    Result result =
        repl("begintx; push 1; storep org/acme/x; emit \"gone\"\n", "--store", "file:s").exits(70);
    assertThat(result.err())
        .contains("rolled back: gone")
        .contains("E0406")
        .contains("the transaction of line 1");
    assertThat(CovmProcess.in(directory).run("storage", "list", "--store", "file:s").exits(0).out())
        .isEmpty();
  }

  @Test
  void anErrorInATransactionRollsItBack() {
    Result result =
        repl("begintx; push 1; storep org/acme/x\nload y\ncommittx\n", "--store", "file:s")
            .exits(70);
    assertThat(result.err()).contains("E0401");
    assertThat(CovmProcess.in(directory).run("storage", "list", "--store", "file:s").exits(0).out())
        .isEmpty();
  }

  @Test
  void itsCommitsCanBeReplayed() {
    repl(
            "push 3\nstore x\ndef double(a):\n  load a; push 2; mul\npush 4\nbegintx\nload x; call double; add; storep org/acme/y\npush 1; storep org/acme/z\ncommittx\n",
            "--store",
            "file:s")
        .exits(0);
    Result shown =
        CovmProcess.in(directory).run("audit", "show", "1", "--store", "file:s").exits(0);
    assertThat(shown.out()).contains("org/acme/y");
    Result replayed =
        CovmProcess.in(directory).run("audit", "replay", "1", "--store", "file:s").exits(0);
    assertThat(replayed.out()).contains("1");
    assertThat(
            CovmProcess.in(directory)
                .run("storage", "get", "org/acme/y", "--store", "file:s")
                .exits(0)
                .out())
        .isEqualTo("10\n");
    CovmProcess.in(directory).run("audit", "verify", "--store", "file:s").exits(0);
  }

  @Test
  void eachInputIsAnsweredBeforeTheNextIsThere() throws IOException {
    Process process = CovmProcess.in(directory).environment("COVM_STORE", "memory:").start("repl");
    try (OutputStream in = process.getOutputStream();
        BufferedReader out =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      in.write("push 1\n".getBytes(StandardCharsets.UTF_8));
      in.flush();
      assertThat(out.readLine()).isEqualTo("[1]");
      in.write(":stack\n".getBytes(StandardCharsets.UTF_8));
      in.flush();
      assertThat(out.readLine()).isEqualTo("stack, top first: 1 value");
    } finally {
      process.destroy();
    }
  }

  @Test
  void whoReadsNoMoreEndsIt() {
    CovmProcess.in(directory)
        .environment("COVM_STORE", "memory:")
        .input("push 1; store i\nwhile:\n  condition:\n    push true\n  emit \"more\"\n")
        .through("sh", "-c", "\"$@\" | head -1; exit 0", "sh")
        .run("repl", "--fuel", "100000000000")
        .exits(0);
  }

  @Test
  void hostileInputIsRefused() {
    Result notText =
        CovmProcess.in(directory)
            .environment("COVM_STORE", "memory:")
            .input(new byte[] {'e', (byte) 0xFF, '\n'})
            .run("repl")
            .exits(65);
    assertThat(notText.err()).contains("not UTF-8");
    assertThat(repl("push \"" + "x".repeat(1 << 20) + "\"\n").exits(65).err()).contains("1 MiB");
    assertThat(repl("push 1 \u0000\u001B[31m\n").exits(65).err()).doesNotContain("\u001B");
    assertThat(repl("\uFEFFpush 1\r\npush 2\r\n").exits(0).out()).isEqualTo("[1]\n[1, 2]\n");
  }

  @Test
  void aFileIsLoadedAsOneInput() throws IOException {
    Files.writeString(directory.resolve("two.covm"), "def two():\n  push 2\n\ncall two\n");
    assertThat(repl(":load two.covm\ncall two; add\n:undo\n:stack\n").exits(0).out())
        .isEqualTo("[2]\n[4]\ntook back: call two; add\nstack, top first: 1 value\n  2\n");
    Files.write(directory.resolve("bad.covm"), new byte[] {(byte) 0xFF});
    assertThat(repl(":load bad.covm\n").exits(65).err()).contains("'bad.covm'");
  }

  @Test
  void optionsOfRunsHoldForEachInput() {
    assertThat(repl("load a\n", "--param", "a=5").exits(0).out()).isEqualTo("[5]\n");
    assertThat(repl("loop 100:\n  nop\n", "--fuel", "50").exits(70).err()).contains("E0421");
    assertThat(repl("loop 10:\n  nop\nloop 10:\n  nop\n", "--fuel", "50").exits(0).err()).isEmpty();
    assertThat(repl("", "--trace-limit", "0").exits(64).err()).contains("--trace-limit");
    assertThat(repl(":explain push 1; push 2; add\n", "--trace-limit", "1").exits(0).err())
        .contains("pushes 1")
        .doesNotContain("adds");
  }

  @Test
  void whoMayNotComesNotIn() {
    SecuredStore secured = SecuredStore.in(directory, "file:s");
    secured.member("alice");
    assertThat(repl("push 1\n", "--store", "file:s", "--as", "alice").exits(77).out()).isEmpty();
    Result denied =
        repl(
                "push 1; storep org/acme/x\n",
                "--store",
                "file:s",
                "--as",
                "alice",
                "--key",
                "alice.pem")
            .exits(77);
    assertThat(denied.err()).contains("<stdin>:1:9: error E0509");
  }
}
