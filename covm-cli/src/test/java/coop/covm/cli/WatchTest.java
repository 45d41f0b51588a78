package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code covm storage watch}, with other processes that commit. */
@Timeout(180)
class WatchTest {
  @TempDir Path directory;

  private Result storage(String... arguments) {
    List<String> all = new ArrayList<>(List.of("storage"));
    all.addAll(List.of(arguments));
    return CovmProcess.in(directory).run(all);
  }

  private void put(String store, String key, String value) {
    storage("put", store, key, value).exits(0);
  }

  /** A watch that has begun: what is committed from now on it shows. */
  private static final class Watch implements AutoCloseable {
    private final Process process;
    private final BufferedReader notes;
    private final BufferedReader out;
    private final String begun;

    Watch(CovmProcess covm, String... arguments) throws IOException {
      List<String> all = new ArrayList<>(List.of("storage", "watch"));
      all.addAll(List.of(arguments));
      process = covm.start(all.toArray(String[]::new));
      notes = process.errorReader(StandardCharsets.UTF_8);
      out = process.inputReader(StandardCharsets.UTF_8);
      begun = note();
    }

    String note() throws IOException {
      return String.valueOf(notes.readLine());
    }

    String line() throws IOException {
      return String.valueOf(out.readLine());
    }

    int exitCode() {
      return process.onExit().join().exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:data", "rocksdb:data"})
  void aWatchFollowsTheCommitsOfOtherProcesses(String url) throws IOException {
    String store = "--store=" + url;
    put(store, "org/a/b", "0");
    try (Watch watch = new Watch(CovmProcess.in(directory), store)) {
      assertThat(watch.begun).isEqualTo("covm: watching " + url + " from revision 2 on");
      for (int i = 1; i <= 3; i++) {
        put(store, "org/a/b", Integer.toString(i));
        assertThat(watch.line())
            .matches(
                (i + 1)
                    + "  \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z  -  set org/a/b to "
                    + i);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:data", "rocksdb:data"})
  void theHistoryComesFirstInOrderAndWithoutHoles(String url) throws IOException {
    String store = "--store=" + url;
    Files.writeString(
        directory.resolve("many.covm"), "loop 250:\n  push 1\n  incrementp org/a/n\n");
    CovmProcess.in(directory).run("run", store, "many.covm").exits(0);
    try (Watch watch = new Watch(CovmProcess.in(directory), store, "--from", "1", "--count=251")) {
      put(store, "org/a/b", "last");
      for (int revision = 1; revision <= 250; revision++) {
        assertThat(watch.line())
            .startsWith(revision + "  ")
            .endsWith("add 1 to org/a/n, which gives " + revision);
      }
      assertThat(watch.line()).startsWith("251  ").endsWith("set org/a/b to \"last\"");
      assertThat(watch.exitCode()).isZero();
    }
    Result last = storage("watch", store, "--from", "251", "--count", "1").exits(0);
    assertThat(last.out()).startsWith("251  ").hasLineCount(1);
  }

  @Test
  void withAPrefixOnlyWhatChangedBelowItIsShown() throws IOException {
    CovmProcess.in(directory)
        .input(
            """
            push 1
            storep org/a/x
            begintx
            push 2
            storep org/b/x
            push "two\\nlines"
            storep org/a/y
            deletep org/a/x
            committx
            push 3
            storep org/b/x
            push 4
            storep org/a/z
            """)
        .run("run", "-")
        .exits(0);
    String[] arguments = {"--from", "1", "--count", "3", "--namespace", "org", "a"};
    List<String> lines = watched(arguments).out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("1  ").endsWith("  -  set org/a/x to 1");
    assertThat(lines.get(1))
        .startsWith("2  ")
        .endsWith("  -  delete org/a/x; set org/a/y to \"two\\nlines\"");
    assertThat(lines.get(2)).startsWith("4  ").endsWith("  -  set org/a/z to 4");
  }

  private Result watched(String... arguments) {
    List<String> all = new ArrayList<>(List.of("watch"));
    all.addAll(List.of(arguments));
    return storage(all.toArray(String[]::new)).exits(0);
  }

  @Test
  void withJsonACommitIsAnObjectOnALine() {
    put("--store=file:data", "org/a/b", "90.10m");
    storage("delete", "--store=file:data", "org/a/b").exits(0);
    List<String> lines =
        watched("--store=file:data", "--from", "1", "--count", "2", "--json")
            .out()
            .lines()
            .toList();
    Map<String, ?> first = JsonText.object(lines.get(0));
    assertThat(first.keySet()).containsExactly("revision", "time", "by", "changes");
    assertThat(first.get("revision")).isEqualTo(BigDecimal.ONE);
    assertThat(first.get("by")).isNull();
    assertThat(first.get("changes"))
        .isEqualTo(
            List.of(
                Map.of(
                    "operation", "set", "key", "org/a/b", "value", Map.of("$decimal", "90.10"))));
    assertThat(JsonText.object(lines.get(1)).get("changes"))
        .isEqualTo(List.of(Map.of("operation", "delete", "key", "org/a/b")));
  }

  @Test
  void onATerminalControlCharactersAreShownEscaped() {
    CovmProcess.in(directory)
        .input("push \"a\\u{9B}b\"\nstorep org/a/b")
        .run("run", "-", "--store=file:data")
        .exits(0);
    Result terminal =
        CovmProcess.in(directory)
            .java("-Dcovm.stdout=terminal")
            .run("storage", "watch", "--store=file:data", "--from=1", "--count=1");
    assertThat(terminal.exits(0).out()).doesNotContain("\u009B").contains("9B");
  }

  @ParameterizedTest
  @CsvSource({
    "INT, file:data, 130",
    "TERM, file:data, 143",
    "INT, rocksdb:data, 130",
    "TERM, rocksdb:data, 143"
  })
  void aSignalEndsIt(String signal, String url, int exitCode) throws Exception {
    put("--store=" + url, "org/a/b", "1");
    CovmProcess covm = CovmProcess.in(directory).through(StreamsTest.withSignalsAsAShellHasThem());
    try (Watch watch = new Watch(covm, "--store=" + url, "--from", "1")) {
      assertThat(watch.line()).startsWith("1  ");
      StreamsTest.signal(signal, watch.process);
      assertThat(watch.exitCode()).isEqualTo(exitCode);
      assertThat(watch.out.readLine()).isNull();
      assertThat(watch.notes.readLine()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:data", "rocksdb:data"})
  void aReaderThatGoesAwayEndsItWithTheNextCommit(String url) throws IOException {
    String store = "--store=" + url;
    put(store, "org/a/b", "1");
    try (Watch watch = new Watch(CovmProcess.in(directory), store, "--from", "1")) {
      assertThat(watch.line()).startsWith("1  ");
      watch.out.close();
      put(store, "org/a/b", "2");
      assertThat(watch.exitCode()).isEqualTo(141);
      assertThat(watch.notes.readLine()).isNull();
    }
  }

  @Test
  void aProcessThatHoldsTheStoreForLongIsNamedAndWaitedFor() throws IOException {
    String store = "--store=rocksdb:data";
    put(store, "org/a/b", "0");
    Files.writeString(
        directory.resolve("long.covm"),
        "push 1\nstorep org/a/b\nemit \"begun\"\nloop 100000000000:\n  nop\n");
    try (Watch watch = new Watch(CovmProcess.in(directory), store, "--wait", "200ms")) {
      Process holder =
          CovmProcess.in(directory).start("run", store, "--fuel", "1000000000000", "long.covm");
      try (BufferedReader output = holder.inputReader(StandardCharsets.UTF_8)) {
        assertThat(output.readLine()).isEqualTo("begun");
        assertThat(watch.note())
            .isEqualTo(
                "covm: process %s holds the store rocksdb:data; watching goes on when it lets go"
                    .formatted(holder.pid()));
      } finally {
        holder.destroyForcibly();
        holder.onExit().join();
      }
      assertThat(watch.line()).startsWith("2  ").endsWith("set org/a/b to 1");
    }
  }

  @Test
  void aSlowReaderKeepsNobodyOutOfTheStore() throws IOException {
    String store = "--store=rocksdb:data";
    Files.writeString(
        directory.resolve("many.covm"),
        "push \"%s\"\nstore text\nloop 100:\n  load text\n  storep org/a/n\n"
            .formatted("x".repeat(2_000)));
    CovmProcess.in(directory).run("run", store, "many.covm").exits(0);
    // More than a pipe holds: the watch stands still in the middle of its output.
    try (Watch watch = new Watch(CovmProcess.in(directory), store, "--from", "1")) {
      assertThat(watch.line()).startsWith("1  ");
      put(store, "org/a/b", "1");
      for (int revision = 2; revision <= 100; revision++) {
        assertThat(watch.line()).startsWith(revision + "  ");
      }
      assertThat(watch.line()).startsWith("101  ").endsWith("set org/a/b to 1");
    }
  }
}
