package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Standard streams that fail or go away, terminals, and signals. */
class StreamsTest {
  private static final String HOSTILE = "emit \"a\\u{1B}[2Jb\\tc\\u{9B}d\\u{202E}e\"";

  @TempDir Path directory;

  @Test
  void aReaderThatGoesAwayEndsTheRunQuietly() throws Exception {
    Files.writeString(
        directory.resolve("chatter.covm"),
        "push 1\nstorep org/a/b\nwhile:\n  condition:\n    push true\n  emit \"line\"\n");
    Process process = CovmProcess.in(directory).start("run", "chatter.covm");
    CompletableFuture<String> err = CovmProcess.reading(process.getErrorStream());
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("line");
    }
    Result result = CovmProcess.ended(process, CompletableFuture.completedFuture(""), err);
    assertThat(result.exits(141).err()).isEqualTo("covm: made the store rocksdb:./.covm\n");
    assertThat(CovmProcess.in(directory).run("storage", "get", "org/a/b").exits(0).out())
        .isEqualTo("1\n");
  }

  @Test
  void standardOutputOnAFullDiskIsAnError() {
    Result result =
        CovmProcess.in(directory)
            .through("sh", "-c", "ulimit -f 0; exec \"$@\" >out.txt", "sh")
            .input("emit \"a\"")
            .run("run", "-", "--store", "memory:");
    assertThat(result.exits(74).err())
        .startsWith("<stdin>:1:1: error E0805: standard output cannot be written: ")
        .doesNotContain("Exception");
  }

  @Test
  void onATerminalControlCharactersAreShownEscaped() {
    Result terminal = hostile("-Dcovm.stdout=terminal", "--store", "memory:");
    assertThat(terminal.out()).isEqualTo("a\\u{1B}[2Jb\tc\\u{9B}d\\u{202E}e\n");
    Result pipe = hostile("-Dcovm.stdout=other", "--store", "memory:");
    assertThat(pipe.out()).isEqualTo("a\u001B[2Jb\tc\u009Bd\u202Ee\n");
    Result json = hostile("-Dcovm.stdout=terminal", "--store", "memory:", "--json");
    assertThat(json.out()).contains("c\\u009bd\\u202ee").doesNotContain("\u009B");
    assertThat(String.valueOf(JsonText.object(json.out()).get("output")))
        .isEqualTo("[a\u001B[2Jb\tc\u009Bd\u202Ee]");
  }

  private Result hostile(String property, String... options) {
    CovmProcess covm = CovmProcess.in(directory).java(property).input(HOSTILE);
    List<String> arguments = new ArrayList<>(List.of("run", "-"));
    arguments.addAll(List.of(options));
    return covm.run(arguments).exits(0);
  }

  /** Who starts a build in the background may have SIGINT ignored, which children inherit. */
  static String[] withSignalsAsAShellHasThem() throws IOException {
    Path status = Path.of("/proc/self/status");
    long ignored = 0;
    if (Files.isReadable(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("SigIgn:")) {
          ignored = Long.parseUnsignedLong(line.substring("SigIgn:".length()).trim(), 16);
        }
      }
    }
    return (ignored & 0b10) == 0 ? new String[0] : new String[] {"env", "--default-signal=INT"};
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalRollsTheOpenTransactionBack(String signal, int exitCode) throws Exception {
    Files.writeString(
        directory.resolve("slow.covm"),
        """
        push 1
        storep org/kept/a
        begintx
        push 2
        storep org/lost/b
        emitevent "note" "not yet"
        rollbacktx
        begintx
        push 2
        storep org/lost/b
        while:
          condition:
            push true
          nop
        """);
    Process process =
        CovmProcess.in(directory)
            .through(withSignalsAsAShellHasThem())
            .start("run", "slow.covm", "--fuel", "9000000000000000000");
    CompletableFuture<String> out = CovmProcess.reading(process.getInputStream());
    StringBuilder err = new StringBuilder();
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      // Told when the first transaction is rolled back: from then on the run is in its loop.
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        err.append(line).append('\n');
        if (line.startsWith("rolled back: ")) {
          signal(signal, process);
        }
      }
    }
    Result result =
        CovmProcess.ended(process, out, CompletableFuture.completedFuture(err.toString()));
    assertThat(result.exits(exitCode).err())
        .contains(": error E0427: ")
        .doesNotContain("Exception")
        .doesNotContain("\tat ");
    assertThat(CovmProcess.in(directory).run("storage", "list").exits(0).out())
        .isEqualTo("org/kept/a\n");
  }

  static void signal(String signal, Process process) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(kill.exitValue()).isZero();
  }
}
