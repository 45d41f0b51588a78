package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code covm bench}: counts are exact; how long it takes is the machine's. */
@Timeout(240)
class BenchCommandTest {
  private static final String SMALL = " --keys 50 --operations 200 --sessions 3 --seed 7";

  @TempDir Path directory;

  private Result bench(String line) {
    return CovmProcess.in(directory).run(List.of(("bench " + line).strip().split(" +", -1)));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void eachWorkloadOnEachStoreDoesWhatIsAskedAndLeavesNothing() throws IOException {
    Result result = bench("--store file:a --store rocksdb:b --store memory:" + SMALL).exits(0);
    List<String> lines = result.out().lines().toList();
    assertThat(lines).hasSize(1 + 4 * 3);
    assertThat(List.of(lines.getFirst().split(" {2,}", -1)))
        .containsExactly(
            "workload",
            "operations",
            "per second",
            "ratio",
            "p50",
            "p90",
            "p99",
            "p99.9",
            "max",
            "store");
    assertThat(lines.stream().skip(1).map(line -> cell(line, 0)))
        .containsExactly(
            "commits", "commits", "commits", "reads", "reads", "reads", "scans", "scans", "scans",
            "mixed", "mixed", "mixed");
    assertThat(lines.stream().skip(1).map(line -> cell(line, 9)))
        .startsWith("file:a", "rocksdb:b", "memory:");
    assertThat(lines.stream().skip(1).map(line -> cell(line, 1))).containsOnly("200");
    assertThat(cell(lines.get(1), 3)).isEqualTo("1.00");
    assertThat(result.err())
        .isEqualTo(
            "covm: 3 sessions, 50 keys of 100 bytes; each begins the next operation when one has ended; seed 7\n");
    assertThat(names()).isEmpty();
  }

  private static String cell(String line, int column) {
    return List.of(line.strip().split(" {2,}", -1)).get(column);
  }

  @Test
  void theDocumentHasTheSameFigures() {
    String out =
        bench("mixed commits --json --rate 100000 --value-size 1K --store memory:" + SMALL)
            .exits(0)
            .out();
    assertThat(JsonText.object(out).keySet())
        .containsExactly(
            "status", "interrupted", "sessions", "keys", "valueBytes", "rate", "seed", "results");
    assertThat(out)
        .startsWith(
            "{\"status\":\"ok\",\"interrupted\":false,\"sessions\":3,\"keys\":50,\"valueBytes\":1024,\"rate\":100000,\"seed\":7,"
                + "\"results\":[{\"workload\":\"mixed\",\"store\":\"memory:\",\"operations\":200,\"conflicts\":")
        .contains(
            "{\"workload\":\"commits\"", "\"ratio\":1,\"latencyNanos\":{\"p50\":", "\"p99.9\":");
  }

  @Test
  void aStoreThatIsThereIsNeitherOpenedNorChanged() throws IOException {
    CovmProcess.in(directory)
        .run("storage", "put", "org/a/x", "1", "--store", "file:data")
        .exits(0);
    Map<String, String> before = DirectoryState.of(directory.resolve("data"));
    bench("commits --store file:data" + SMALL).exits(0);
    assertThat(DirectoryState.of(directory.resolve("data"))).isEqualTo(before);
    Files.createDirectory(directory.resolve("empty"));
    bench("reads --store rocksdb:empty" + SMALL).exits(0);
    assertThat(names()).containsExactly("data", "empty");
    assertThat(directory.resolve("empty")).isEmptyDirectory();
  }

  @Test
  void theSameStoreTwiceIsComparedWithItself() {
    assertThat(bench("reads --store memory: --store memory:" + SMALL).exits(0).out())
        .hasLineCount(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "writes | there is no workload 'writes'; there are commits, reads, scans, mixed",
        "reads reads | the workload reads is named twice",
        "--sessions 0 | --sessions is at least 1",
        "--sessions many | --sessions takes a whole number",
        "--sessions 5000 | --sessions is at most 1,024, not 5000",
        "--keys 0 | --keys is at least 1",
        "--value-size 2M | --value-size is 1 to 1,048,576 bytes, not 2M",
        "--value-size 0 | --value-size is 1 to 1,048,576 bytes, not 0",
        "--duration 5 | --duration takes a duration such as 500ms",
        "--duration 1ms | --duration is at least 100ms",
        "--duration 1s --operations 5 | --duration and --operations exclude each other",
        "--operations 0 | --operations is at least 1",
        "--rate 0 | --rate is at least 1",
        "--seed x | --seed takes a whole number",
        "--durability never | --durability takes sync or buffered",
        "--store redis:x | scheme redis: is unknown",
        "--store none/data.json | write",
        "--store file:none/data | is not there, and a scratch store would be made in it",
        "--store file: | names no directory",
      })
  void whatCannotBeMeasuredIsRefusedWithARemedy(String line, String message) throws IOException {
    Result result = bench(line).exits(64);
    assertThat(result.err()).contains("covm: error E0", message);
    assertThat(result.out()).isEmpty();
    assertThat(names()).isEmpty();
  }

  @Test
  void interruptedItShowsWhatItHasAndTakesItsStoresAway() throws Exception {
    Process process =
        CovmProcess.in(directory)
            .through("sh", "-c", "exec \"$@\" 2>&1", "sh")
            .start(
                "bench",
                "reads",
                "--keys",
                "10",
                "--duration",
                "600s",
                "--store",
                "file:data",
                "--json");
    CompletableFuture<String> out = CovmProcess.reading(process.getInputStream());
    awaitFilled(firstChild());
    process.toHandle().destroy(); // SIGTERM, which ends as Ctrl-C does
    Result result = CovmProcess.ended(process, out, CompletableFuture.completedFuture(""));
    assertThat(result.exitCode()).isEqualTo(128 + 15);
    assertThat(result.out()).startsWith("{\"status\":\"ok\",\"interrupted\":true,");
    assertThat(names()).isEmpty();
  }

  private Path firstChild() throws IOException, InterruptedException {
    while (names().isEmpty()) {
      Thread.onSpinWait();
    }
    return directory.resolve(names().getFirst());
  }

  private static void awaitFilled(Path scratch) throws IOException {
    while (!holdsTheLastKey(scratch)) {
      Thread.onSpinWait();
    }
  }

  private static boolean holdsTheLastKey(Path scratch) throws IOException {
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains("org/bench/k00000009")) {
          return true;
        }
      }
      return false;
    } catch (UncheckedIOException | NoSuchFileException e) {
      return false; // it is being made
    }
  }
}
