package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageCommandsTest {
  private static final String JOURNAL = "--store=file:journal";

  @TempDir Path directory;

  private Result storage(String... arguments) {
    return CovmProcess.in(directory).run(concat(arguments));
  }

  private static List<String> concat(String... arguments) {
    List<String> all = new ArrayList<>(List.of("storage"));
    all.addAll(List.of(arguments));
    return all;
  }

  @Test
  void putTakesALiteralElseAStringAndGetPrintsAsEmitDoes() {
    storage("put", "org/a/number", "-5").exits(0);
    storage("put", "org/a/decimal", "90.10m").exits(0);
    storage("put", "org/a/text", "two words").exits(0);
    storage("put", "org/a/quoted", "\"42\"").exits(0);
    CovmProcess.in(directory)
        .input("[1, \"x\"]\n")
        .run("storage", "put", "org/a/list", "-")
        .exits(0);
    assertThat(storage("get", "org/a/number").exits(0).out()).isEqualTo("-5\n");
    assertThat(storage("get", "org/a/decimal").exits(0).out()).isEqualTo("90.10\n");
    assertThat(storage("get", "org/a/text").exits(0).out()).isEqualTo("two words\n");
    assertThat(storage("get", "org/a/list").exits(0).out()).isEqualTo("[1, \"x\"]\n");
    Map<String, ?> quoted =
        JsonText.object(storage("get", "org/a/quoted", "--json").exits(0).out());
    assertThat(quoted.get("value")).isEqualTo("42");
    assertThat(quoted.get("changed")).isEqualTo(new BigDecimal(4));
    Map<String, ?> decimal =
        JsonText.object(storage("get", "org/a/decimal", "--json").exits(0).out());
    assertThat(decimal.get("value")).isEqualTo(Map.of("$decimal", "90.10"));
  }

  @Test
  void everyOlderStateStaysReadable() {
    storage("put", "org/a/b", "1").exits(0);
    storage("put", "org/a/b", "null").exits(0);
    storage("delete", "org/a/b").exits(0);
    assertThat(storage("get", "org/a/b").exits(70).out()).isEmpty();
    assertThat(storage("get", "org/a/b", "--at", "1").exits(0).out()).isEqualTo("1\n");
    assertThat(storage("list", "--at", "2").exits(0).out()).isEqualTo("org/a/b\n");
    assertThat(storage("list").exits(0).out()).isEmpty();
    assertThat(storage("get", "org/a/b", "--at", "2000-01-01T00:00:00Z").exits(70).err())
        .contains("revision 0");
    assertThat(storage("get", "org/a/b", "--at", "2999-01-01T00:00:00Z").exits(70).err())
        .contains("revision 3");
    List<String> text = storage("history", "org/a/b").exits(0).out().lines().toList();
    assertThat(text).hasSize(3);
    assertThat(text.get(0)).matches("1  \\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z  -  1");
    assertThat(text.get(2)).endsWith("(removed)");
    List<String> lines = storage("history", "org/a/b", "--json").exits(0).out().lines().toList();
    assertThat(JsonText.object(lines.get(1)))
        .containsEntry("value", null)
        .containsEntry("by", null);
    assertThat(JsonText.object(lines.get(2))).doesNotContainKey("value");
  }

  @Test
  void deletingTellsWhetherThereWasSomething() {
    storage("put", "org/a/b", "1").exits(0);
    assertThat(storage("delete", "org/a/b").exits(0).err()).isEmpty();
    assertThat(storage("delete", "org/a/b").exits(0).err()).contains("org/a/b had no value");
    Map<String, ?> again = JsonText.object(storage("delete", "org/a/b", "--json").exits(0).out());
    assertThat(again.get("existed")).isEqualTo(false);
    assertThat(again.get("revision")).isEqualTo(new BigDecimal(2));
  }

  @Test
  void listAndTreeShowTheKeysBelowAPrefixAtItsBorder() {
    for (String key : List.of("org/a/b", "org/a/b/c", "org/a/b-d", "org/ab/x", "member/m/n")) {
      storage("put", key, "1").exits(0);
    }
    assertThat(storage("list", "org/a/").exits(0).out())
        .isEqualTo("org/a/b\norg/a/b-d\norg/a/b/c\n");
    assertThat(storage("list").exits(0).out())
        .isEqualTo("member/m/n\norg/a/b\norg/a/b-d\norg/a/b/c\norg/ab/x\n");
    assertThat(storage("tree").exits(0).out())
        .isEqualTo(
            """
            member/
              m/
                n
            org/
              a/
                b
                b-d
                b/
                  c
              ab/
                x
            """);
    List<String> nodes = storage("tree", "org/a", "--json").exits(0).out().lines().toList();
    assertThat(JsonText.object(nodes.get(4)))
        .containsEntry("path", "org/a/b")
        .containsEntry("depth", new BigDecimal(2))
        .containsEntry("group", true);
    assertThat(storage("list", "--json", "org/ab").exits(0).out())
        .isEqualTo("{\"key\":\"org/ab/x\"}\n");
  }

  @Test
  void aStoreThatWasWrittenBufferedIsWholeWhenTheCommandHasEnded() {
    storage("put", "org/a/b", "1", "--durability", "buffered").exits(0);
    storage("put", "org/a/b", "2", "--durability", "sync").exits(0);
    storage("delete", "org/a/b", "--durability=buffered").exits(0);
    assertThat(storage("history", "org/a/b").exits(0).out().lines()).hasSize(3);
    assertThat(directory.resolve(".covm/covm.unforced")).doesNotExist();
    assertThat(storage("put", "org/a/b", "1", "--durability", "soon").exits(64).err())
        .contains("--durability takes sync or buffered, not 'soon'");
    assertThat(storage("get", "org/a/b", "--durability", "sync").exits(64).err())
        .contains("--durability");
  }

  @Test
  void statsShowsRevisionSizesAndKeys() {
    for (String key : List.of("org/a/b", "org/a/c", "member/m/n")) {
      storage("put", key, "1").exits(0);
    }
    List<String> lines = storage("stats", "--keys").exits(0).out().lines().toList();
    assertThat(lines).hasSize(12);
    assertThat(lines.get(0)).isEqualTo("store     rocksdb:./.covm");
    assertThat(lines.get(1)).isEqualTo("format    covm-rocksdb-store, version 1");
    assertThat(lines.get(2)).matches("revision  3, of \\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
    assertThat(lines.get(3)).matches("head      [0-9a-f]{64}");
    assertThat(lines.subList(4, 9))
        .containsExactly(
            "keys      3, 27 bytes with their values",
            "          member: 1, 11 bytes with their values",
            "          org: 2, 16 bytes with their values",
            "          system: 0, 0 bytes with their values",
            "          vote: 0, 0 bytes with their values");
    assertThat(lines.get(9)).matches("on disk   [0-9,]+ bytes of log, [0-9,]+ of index, .*");
    assertThat(lines.get(10)).isEqualTo("retention all /");
    assertThat(lines.get(11)).startsWith("cache     33,554,432 bytes at most in each process; ");
    assertThat(storage("stats", "--quick").exits(0).out()).doesNotContain("keys");
  }

  @Test
  void statsAsADocumentHaveRevisionHeadKeysAndBytes() {
    storage("put", "org/a/b", "1").exits(0);
    Map<String, ?> first = JsonText.object(storage("stats", "--json").exits(0).out());
    storage("put", "org/a/c", "\"23\"").exits(0);
    Map<String, ?> second = JsonText.object(storage("stats", "--json").exits(0).out());
    assertThat(second.get("revision")).isEqualTo(new BigDecimal(2));
    assertThat(second.get("keys")).isEqualTo(new BigDecimal(2));
    assertThat(second.get("bytes")).isEqualTo(new BigDecimal(19));
    assertThat(second.get("retention")).isEqualTo(Map.of("/", "all"));
    assertThat(second.keySet())
        .containsExactly(
            "status",
            "store",
            "revision",
            "time",
            "head",
            "keys",
            "bytes",
            "disk",
            "retention",
            "cache");
    String head = String.valueOf(second.get("head"));
    assertThat(storage("verify", "--json").exits(0).out()).contains("\"head\":\"" + head + "\"");
    Map<String, ?> past = JsonText.object(storage("stats", "--at", "1", "--json").exits(0).out());
    assertThat(past.keySet())
        .containsExactly("status", "store", "revision", "time", "head", "keys", "bytes");
    for (String member : past.keySet()) {
      assertThat(past.get(member)).as(member).isEqualTo(first.get(member));
    }
    Map<String, ?> below =
        JsonText.object(
            storage("stats", "--keys", "--namespace", "org/a", "--json").exits(0).out());
    assertThat(below.get("below"))
        .isEqualTo(Map.of("org/a", Map.of("keys", new BigDecimal(2), "bytes", new BigDecimal(19))));
    assertThat(JsonText.object(storage("stats", "--quick", "--json").exits(0).out()))
        .doesNotContainKeys("keys", "bytes");
  }

  @Test
  void statsOfWhatIsNoStoreAreRefused() {
    assertThat(storage("stats").exits(66).err()).contains("there is no store at rocksdb:./.covm");
    assertThat(storage("stats", "--store", "memory:").exits(66).err())
        .contains("there is no store");
    assertThat(storage("stats", "--namespace", "nowhere").exits(70).err()).contains("--namespace");
    assertThat(storage("stats", "org/a").exits(64).err()).contains("org/a");
  }

  @Test
  void readingChangesNothing() {
    storage("put", "org/a/b", "1").exits(0);
    Map<String, String> before = DirectoryState.of(directory);
    storage("get", "org/a/b").exits(0);
    storage("list").exits(0);
    storage("tree").exits(0);
    storage("history", "org/a/b").exits(0);
    storage("stats", "--keys").exits(0);
    storage("diff", "--from", "0").exits(0);
    storage("blame", "org/a/b").exits(0);
    storage("verify").exits(0);
    assertThat(DirectoryState.of(directory)).isEqualTo(before);
  }

  @Test
  void aTornEndIsRepairedByTheNextWriterWhichSaysSo() throws IOException {
    storage("put", JOURNAL, "org/a/b", "1").exits(0);
    try (Stream<Path> files = Files.walk(directory.resolve("journal"))) {
      Path journal =
          files.filter(file -> file.toString().endsWith(".jsonl")).findFirst().orElseThrow();
      Files.writeString(journal, "{\"revision\":2,\"ti", StandardOpenOption.APPEND);
    }
    assertThat(storage("get", JOURNAL, "org/a/b").exits(0).out()).isEqualTo("1\n");
    Result repair = storage("put", JOURNAL, "org/a/b", "2").exits(0);
    assertThat(repair.err()).startsWith("covm: ").doesNotContain("Exception");
    assertThat(repair.err().lines()).hasSize(1);
    assertThat(storage("put", JOURNAL, "org/a/b", "3").exits(0).err()).isEmpty();
  }

  @Test
  void aFullDiskIsSaidAndWhatWasThereStays() {
    storage("put", "org/a/b", "\"before\"").exits(0);
    String large = "x".repeat(20_000);
    // No file may grow beyond this many blocks: what a full disk is to a process.
    Result full =
        CovmProcess.in(directory)
            .through("sh", "-c", "ulimit -f 8; exec \"$@\"", "sh")
            .run("storage", "put", "org/a/b", large);
    assertThat(full.exits(74).err()).startsWith("covm: error E06").doesNotContain("Exception");
    assertThat(full.err().lines()).hasSize(1);
    assertThat(storage("get", "org/a/b").exits(0).out()).isEqualTo("before\n");
    storage("put", "org/a/b", "\"after\"").exits(0);
    assertThat(storage("get", "org/a/b").exits(0).out()).isEqualTo("after\n");
  }
}
