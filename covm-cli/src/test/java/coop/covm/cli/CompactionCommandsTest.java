package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much history is kept, its compaction, and what is seen of it afterwards. */
@Timeout(240)
class CompactionCommandsTest {
  @TempDir Path directory;

  private Result storage(String... arguments) {
    List<String> all = new ArrayList<>(List.of("storage"));
    all.addAll(List.of(arguments));
    return CovmProcess.in(directory).run(all);
  }

  private Result program(String text, String... options) {
    List<String> all = new ArrayList<>(List.of("run", "-"));
    all.addAll(List.of(options));
    return CovmProcess.in(directory).input(text).run(all);
  }

  /** Revisions 1 to 3 set org/a/x, 4 removes it, 5 sets it again, 6 sets org/b/y. */
  private void aStore() {
    program(
            """
            push 1
            storep org/a/x
            push 2
            storep org/a/x
            push 3
            storep org/a/x
            deletep org/a/x
            push 5
            storep org/a/x
            push 7
            storep org/b/y
            """)
        .exits(0);
  }

  private void aCompactedStore() {
    aStore();
    storage("retention", "org/a", "2 versions").exits(0);
    storage("compact").exits(0);
  }

  @Test
  void whatRetentionLetsGoIsErasedAndTheRestIsAsItWas() {
    aStore();
    storage("retention", "org/a", "2", "versions").exits(0);
    List<String> said = storage("compact").exits(0).out().lines().toList();
    assertThat(said).hasSize(2);
    assertThat(said.get(0)).isEqualTo("erased 3 former values of 1 key, through revision 7");
    assertThat(said.get(1)).matches("on disk: [0-9,]+ bytes before, [0-9,]+ after");
    assertThat(storage("get", "org/a/x").exits(0).out()).isEqualTo("5\n");
    assertThat(storage("get", "org/b/y", "--at", "6").exits(0).out()).isEqualTo("7\n");
    assertThat(storage("get", "system/compaction").exits(0).out()).isEqualTo("{\"through\": 7}\n");
    Result again = storage("compact", "--json").exits(0);
    assertThat(again.err()).contains("all that is there is to be kept").hasLineCount(1);
    assertThat(JsonText.object(again.out()))
        .containsEntry("status", "ok")
        .containsEntry("dryRun", false)
        .containsEntry("through", new BigDecimal(8))
        .containsEntry("keys", BigDecimal.ZERO)
        .containsEntry("versions", BigDecimal.ZERO)
        .containsKeys("bytesBefore", "bytesAfter");
  }

  @Test
  void aDryRunSaysWhatWouldGoAndChangesNothing() {
    aStore();
    storage("retention", "/", "1", "version").exits(0);
    Map<String, String> before = DirectoryState.of(directory);
    List<String> said = storage("compact", "--dry-run").exits(0).out().lines().toList();
    assertThat(said.get(0)).isEqualTo("would erase 3 former values of 1 key, through revision 7");
    assertThat(said.get(1)).matches("on disk: [0-9,]+ bytes");
    Map<String, ?> planned =
        JsonText.object(storage("compact", "--dry-run", "--json").exits(0).out());
    assertThat(planned.keySet())
        .containsExactly("status", "dryRun", "through", "keys", "versions", "bytesBefore");
    assertThat(DirectoryState.of(directory)).isEqualTo(before);
    Map<String, ?> done = JsonText.object(storage("compact", "--json").exits(0).out());
    assertThat(done.get("versions")).isEqualTo(planned.get("versions"));
    assertThat(done.get("through")).isEqualTo(planned.get("through"));
  }

  @Test
  void whereAllIsKeptItSaysHowToChangeThat() {
    aStore();
    Result nothing = storage("compact").exits(0);
    assertThat(nothing.err())
        .isEqualTo(
            "covm: every namespace keeps all its history; covm storage retention changes that\n");
    assertThat(nothing.out()).startsWith("erased 0 former values of 0 keys, through revision 6\n");
    assertThat(storage("stats", "--json").exits(0).out()).contains("\"revision\":6");
  }

  @Test
  void retentionIsStatedShownAndTakenBack() {
    aStore();
    assertThat(storage("retention").exits(0).out()).isEqualTo("/  all\n");
    assertThat(storage("retention", "org", "30", "days").exits(0).out()).isEmpty();
    assertThat(storage("retention", "/", "10 versions").exits(0).err()).isEmpty();
    assertThat(storage("retention", "--namespace", "org", "a/", "all").exits(0).err()).isEmpty();
    assertThat(storage("retention").exits(0).out())
        .isEqualTo("/  10 versions\norg  30 days\norg/a  all\n");
    assertThat(storage("retention", "org/a").exits(0).out()).isEqualTo("org/a  all\n");
    assertThat(storage("retention", "org/b").exits(0).out())
        .isEqualTo("org/b  30 days, as stated for org\n");
    assertThat(storage("retention", "member/m").exits(0).out())
        .isEqualTo("member/m  10 versions, as stated for /\n");
    assertThat(storage("retention", "system/history").exits(0).out())
        .isEqualTo("system/history  all\n");
    assertThat(storage("retention", "org", "30 days").exits(0).err())
        .isEqualTo("covm: '30 days' is stated for org already\n");
    storage("retention", "org", "--drop").exits(0);
    assertThat(storage("retention", "org", "--drop").exits(0).err())
        .isEqualTo("covm: no policy is stated for org\n");
    storage("retention", "--drop", "/").exits(0);
    assertThat(storage("retention").exits(0).out()).isEqualTo("/  all\norg/a  all\n");
    assertThat(storage("list", "system").exits(0).out()).isEqualTo("system/history/org/a\n");
  }

  @Test
  void retentionWithJson() {
    aStore();
    assertThat(storage("retention", "org/a", "1 day", "--json").exits(0).out())
        .isEqualTo(
            "{\"status\":\"ok\",\"namespace\":\"org/a\",\"policy\":\"1 day\",\"revision\":7}\n");
    assertThat(storage("retention", "org/b", "--drop", "--json").exits(0).out())
        .isEqualTo(
            "{\"status\":\"ok\",\"namespace\":\"org/b\",\"policy\":null,\"revision\":null}\n");
    assertThat(storage("retention", "--json").exits(0).out())
        .isEqualTo("{\"status\":\"ok\",\"retention\":{\"/\":\"all\",\"org/a\":\"1 day\"}}\n");
    assertThat(storage("retention", "org/a/b", "--json").exits(0).out())
        .isEqualTo(
            "{\"status\":\"ok\",\"namespace\":\"org/a/b\",\"policy\":\"1 day\",\"statedFor\":\"org/a\"}\n");
  }

  @Test
  void whatLiesUnderSystemKeepsAll() {
    aStore();
    for (String namespace : List.of("system", "system/history", "system/")) {
      Result refused = storage("retention", namespace, "1 day").exits(70);
      assertThat(refused.err()).startsWith("covm: error E0501: system").contains("keeps all");
      assertThat(refused.out()).isEmpty();
    }
    assertThat(storage("retention").exits(0).out()).isEqualTo("/  all\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"get org/a/x", "list org/a", "tree org", "history org/a/x"})
  void readingAsOfWhatIsGoneSaysThatItIsGone(String command) {
    aCompactedStore();
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("--at", "2"));
    Result text = storage(words.toArray(String[]::new)).exits(70);
    String sentence = "what the key org/a/x held as of revision 2 has been compacted";
    assertThat(text.out()).isEmpty();
    assertThat(text.err()).startsWith("covm: error E0504: " + sentence).hasLineCount(1);
    words.add("--json");
    Result json = storage(words.toArray(String[]::new)).exits(70);
    assertThat(json.out()).contains("\"RevisionCompacted\"", sentence).hasLineCount(1);
    words.set(words.indexOf("2"), "6");
    storage(words.toArray(String[]::new)).exits(0);
  }

  @Test
  void historySaysThatOlderVersionsAreGone() {
    aCompactedStore();
    Result text = storage("history", "org/a/x").exits(0);
    assertThat(text.err())
        .isEqualTo(
            "covm: what org/a/x held before was compacted, through its version of revision 3\n");
    assertThat(text.out().lines().map(line -> line.split(" ", 2)[0])).containsExactly("4", "5");
    List<String> json = storage("history", "org/a/x", "--json").exits(0).out().lines().toList();
    assertThat(JsonText.object(json.get(0))).containsEntry("compactedThrough", new BigDecimal(3));
    assertThat(JsonText.object(json.get(1))).doesNotContainKey("compactedThrough");
    assertThat(storage("history", "org/b/y").exits(0).err()).isEmpty();
    assertThat(storage("history", "org/b/z").exits(0).err()).contains("never had a value");
  }

  @Test
  void aWatchShowsTheCommitsWithoutTheValuesThatAreGone() {
    aCompactedStore();
    List<String> text =
        storage("watch", "--from", "1", "--count", "8").exits(0).out().lines().toList();
    assertThat(text.get(0)).endsWith("  -  set org/a/x to (erased)");
    assertThat(text.get(3)).endsWith("  -  delete org/a/x");
    assertThat(text.get(4)).endsWith("  -  set org/a/x to 5");
    assertThat(text.get(7)).endsWith("  -  set system/compaction to {\"through\": 7}");
    String json = storage("watch", "--from", "1", "--count", "1", "--json").exits(0).out();
    assertThat(JsonText.object(json).get("changes"))
        .isEqualTo(List.of(Map.of("operation", "set", "key", "org/a/x")));
  }

  @Test
  void aProgramThatReadsWhatIsGoneFailsAtItsLine() {
    aCompactedStore();
    for (String read : List.of("loadversionp org/a/x 2", "diffversionsp org/a/x 2 5")) {
      Result failed = program("push 1\nemit\n" + read + "\nemit\n").exits(70);
      assertThat(failed.out()).isEqualTo("1\n");
      assertThat(failed.err())
          .contains(":3:1: error E0504: what the key org/a/x held as of revision 2");
      assertThat(program(read, "--json").exits(70).out()).contains("\"RevisionCompacted\"");
    }
    assertThat(program("listversionsp org/a/x\nsize\nemit\n").exits(0).out()).isEqualTo("2\n");
    assertThat(program("loadversionp org/a/x 5\nemit\n").exits(0).out()).isEqualTo("5\n");
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalEndsACompactionAndTheNextOneGoesOn(String signal, int exitCode) throws Exception {
    program(
            """
            push "%s"
            store text
            loop 40:
              load text
              storep org/a/x
            """
                .formatted("x".repeat(500_000)),
            "--durability=buffered")
        .exits(0);
    storage("retention", "org/a", "1 version").exits(0);
    Process process =
        CovmProcess.in(directory)
            .through(StreamsTest.withSignalsAsAShellHasThem())
            .start("storage", "compact");
    CompletableFuture<String> out = CovmProcess.reading(process.getInputStream());
    CompletableFuture<String> err = CovmProcess.reading(process.getErrorStream());
    while (process.isAlive() && !isRewriting()) {
      Thread.onSpinWait();
    }
    StreamsTest.signal(signal, process);
    Result stopped = CovmProcess.ended(process, out, err).exits(exitCode);
    assertThat(stopped.out()).isEmpty();
    assertThat(stopped.err()).isEqualTo("covm: compaction was stopped; called again, it goes on\n");
    assertThat(storage("get", "org/a/x").exits(0).out()).hasSize(500_001);
    assertThat(storage("compact").exits(0).out()).startsWith("erased 39 former values of 1 key");
    assertThat(storage("compact", "--dry-run").exits(0).out()).startsWith("would erase 0 ");
    assertThat(storage("history", "org/a/x").exits(0).out()).hasLineCount(1);
    assertThat(isRewriting()).isFalse();
  }

  /** Whether a segment of the log is being written anew. */
  private boolean isRewriting() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(".covm"))) {
      return files.anyMatch(file -> file.toString().endsWith(".tmp"));
    }
  }
}
