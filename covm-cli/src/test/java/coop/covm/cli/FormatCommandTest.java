package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code covm format}: what it writes, what it leaves alone, and how it ends. */
class FormatCommandTest {
  private static final String WRITTEN = "push   1 ;emit#one\n\n\n";
  private static final String CANONICAL = "push 1; emit #one\n";
  private static final String WRONG = "push  1\npsuh 2\n";

  @TempDir Path directory;

  @Test
  void aFileIsRewrittenInPlaceAndThenStaysAsItIs() throws IOException {
    Path file = write("p.covm", WRITTEN);
    assertThat(format("p.covm").exits(0).err()).isEqualTo("covm: formatted p.covm\n");
    assertThat(file).hasContent(CANONICAL);
    Map<String, String> state = DirectoryState.of(directory);
    Object key = Files.readAttributes(file, "unix:ino").get("ino");
    Result again = format("p.covm").exits(0);
    assertThat(again.out() + again.err()).isEmpty();
    assertThat(DirectoryState.of(directory)).isEqualTo(state);
    assertThat(Files.readAttributes(file, "unix:ino").get("ino"))
        .as("a canonical file is not even written")
        .isEqualTo(key);
  }

  @Test
  void permissionsStayAndLinksGoOnLeadingThere() throws IOException {
    Path file = write("p.covm", WRITTEN);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r-x"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("p.covm"));
    format("link").exits(0);
    assertThat(file).hasContent(CANONICAL);
    assertThat(link).isSymbolicLink();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r-x");
    assertThat(DirectoryState.of(directory).keySet()).containsExactly("", "link", "p.covm");
  }

  @Test
  void standardInputGoesToStandardOutput() {
    assertThat(process().input(WRITTEN).run("format", "-").exits(0).out()).isEqualTo(CANONICAL);
    assertThat(process().input("\n\n").run("format", "-").exits(0).out()).isEmpty();
    assertThat(process().input("").run("format", "-").exits(0).out()).isEmpty();
    Result wrong = process().input(WRONG).run("format", "-").exits(65);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err()).startsWith("<stdin>:2:1: error E0201: ");
  }

  @Test
  void whatDoesNotCompileIsLeftAloneAndTheOthersAreFormatted() throws IOException {
    Path wrong = write("wrong.covm", WRONG);
    Path first = write("first.covm", WRITTEN);
    Path last = write("last.covm", WRITTEN);
    Result result = format("first.covm", "wrong.covm", "missing.covm", "last.covm").exits(65);
    assertThat(result.err())
        .contains("wrong.covm:2:1: error E0201: ")
        .contains("there is no file 'missing.covm'");
    assertThat(wrong).hasContent(WRONG);
    assertThat(first).hasContent(CANONICAL);
    assertThat(last).hasContent(CANONICAL);
  }

  @Test
  void checkNamesWhatWouldChangeAndChangesNothing() throws IOException {
    write("p.covm", WRITTEN);
    write("q.covm", CANONICAL);
    write("r.covm", WRITTEN);
    Map<String, String> before = DirectoryState.of(directory);
    Result result = format("--check", "p.covm", "q.covm", "r.covm").exits(65);
    assertThat(result.out()).isEqualTo("p.covm\nr.covm\n");
    assertThat(result.err()).isEmpty();
    assertThat(DirectoryState.of(directory)).isEqualTo(before);
    Result fine = format("--check", "q.covm").exits(0);
    assertThat(fine.out() + fine.err()).isEmpty();
    assertThat(process().input(WRITTEN).run("format", "--check", "-").exits(65).out())
        .isEqualTo("-\n");
  }

  @Test
  void diffShowsWhatWouldChangeAndChangesNothing() throws IOException {
    Path file = write("p.covm", WRITTEN);
    assertThat(format("--diff", "p.covm").exits(65).out())
        .isEqualTo(
            """
            --- p.covm
            +++ p.covm
            @@ -1,3 +1,1 @@
            -push   1 ;emit#one
            -
            -
            +push 1; emit #one
            """);
    assertThat(file).hasContent(WRITTEN);
  }

  @Test
  void lineEndsAndByteOrderMarksOfOtherSystemsGo() throws IOException {
    write("marked.covm", "\uFEFFpush 1\n");
    write("returns.covm", "push 1\r\n");
    assertThat(format("--check", "marked.covm", "returns.covm").exits(65).out())
        .isEqualTo("marked.covm\nreturns.covm\n");
    Path file = write("p.covm", "\uFEFFpush 1\r\nemit\r\n");
    format("p.covm").exits(0);
    assertThat(Files.readAllBytes(file))
        .isEqualTo("push 1\nemit\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void compiledModulesAreNoText() throws IOException {
    write("p.covm", WRITTEN);
    process().run("compile", "p.covm").exits(0);
    assertThat(format("p.covmc").exits(64).err()).contains("is a compiled module");
    assertThat(process().run("lint", "p.covmc").exits(64).err()).contains("is a compiled module");
  }

  @Test
  void whatMayNotBeWrittenIsLeftAlone() throws IOException {
    Path file = write("p.covm", WRITTEN);
    Path pipe = directory.resolve("pipe");
    assertThat(
            process()
                .through("sh", "-c", "mkfifo pipe && (cat p.covm > pipe &) && exec \"$@\"", "sh")
                .run("format", "pipe")
                .exits(74)
                .err())
        .contains("'pipe' cannot be written: it is no plain file");
    assertThat(Files.isRegularFile(pipe)).isFalse();
    assertThat(file).hasContent(WRITTEN);
  }

  @Test
  void jsonTellsOfEachFileOnALine() throws IOException {
    write("p.covm", WRITTEN);
    write("q.covm", CANONICAL);
    write("wrong.covm", WRONG);
    assertThat(format("--json", "--diff", "p.covm", "q.covm").exits(65).out())
        .isEqualTo(
            """
            {"status":"ok","file":"p.covm","changed":true,"written":false,\
            "diff":"--- p.covm\\n+++ p.covm\\n@@ -1,3 +1,1 @@\\n-push   1 ;emit#one\\n-\\n-\\n+push 1; emit #one"}
            {"status":"ok","file":"q.covm","changed":false,"written":false,"diff":""}
            """);
    assertThat(format("--json", "p.covm", "q.covm").exits(0).out())
        .isEqualTo(
            """
            {"status":"ok","file":"p.covm","changed":true,"written":true}
            {"status":"ok","file":"q.covm","changed":false,"written":false}
            """);
    assertThat(process().input(WRITTEN).run("format", "--json", "-").exits(0).out())
        .isEqualTo(
            """
            {"status":"ok","file":"-","changed":true,"written":false,"text":"push 1; emit #one\\n"}
            """);
    assertThat(JsonText.object(format("--json", "wrong.covm").exits(65).out()).keySet())
        .containsExactly("status", "error", "diagnostics");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private Result format(String... arguments) {
    String[] words = new String[arguments.length + 1];
    words[0] = "format";
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    return process().run(words);
  }

  private CovmProcess process() {
    return CovmProcess.in(directory);
  }
}
