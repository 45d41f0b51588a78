package coop.covm.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code storage repair}, as people and scripts call it. */
@Timeout(240)
class RepairCommandTest {
  @TempDir Path directory;

  @Test
  void whatIsCalledWronglyIsSaidAndMakesNothing() throws IOException {
    covm("storage put org/a 1 --store file:data").exits(0);
    covm("storage repair --store file:data --to file:data").exits(64);
    covm("storage repair --store memory: --to file:x").exits(64);
    covm("storage repair --store file:nowhere --to file:x").exits(66);
    assertThat(names()).containsExactly("data");
  }

  @Test
  void aSoundStoreIsSaidToBeSoundAndNothingIsWritten() throws IOException {
    for (String store : List.of("file:data", "rocksdb:db")) {
      covm("storage put org/a 1 --store " + store).exits(0);
      Map<String, @Nullable Object> document =
          json(covm("storage repair --json --to file:x --store " + store).exits(0));
      assertThat(document).containsEntry("status", "ok").containsEntry("sound", true);
    }
    assertThat(names()).containsExactlyInAnyOrder("data", "db");
  }

  @Test
  void aDamagedIndexOfRocksDbIsMadeAnew() throws IOException {
    covm("storage put org/a 1 --store rocksdb:db").exits(0);
    covm("storage put org/b 2 --store rocksdb:db").exits(0);
    DamagedStores.damageBesideTheLog(directory.resolve("db"));
    covm("storage get org/a --store rocksdb:db").exits(74);
    covm("storage repair --store rocksdb:db").exits(74);
    Map<String, @Nullable Object> document =
        json(covm("storage repair --store rocksdb:db --to rocksdb:new --json").exits(0));
    assertThat(document).containsEntry("status", "repaired").containsEntry("whole", true);
    assertThat(covm("storage get org/b --store rocksdb:new").exits(0).out()).isEqualTo("2\n");
  }

  @Test
  void aSecuredStoreIsRepairedWithItsKeyAndGoesOn() throws IOException {
    SecuredStore store = SecuredStore.in(directory, "file:data");
    store.member("bob");
    change("\"active\":true", "\"active\":tru ");
    Result listed = covm("storage repair --store file:data").exits(74);
    assertThat(listed.out()).contains("system/identity/root");
  }

  @Test
  void encryptedValuesAreSaidNotToBeOpened() throws IOException {
    covm("storage put org/a 11111 --store file:data").exits(0);
    covm("storage put org/b 2 --store file:data").exits(0);
    covm("storage encrypt org --store file:data --encryption-key mk").exits(0);
    editJournal(text -> {
      int at = text.indexOf("\"sealed\":\"") + 30;
      char other = text.charAt(at) == 'A' ? 'B' : 'A';
      return text.substring(0, at) + other + text.substring(at + 1);
    });
    Result repair = covm("storage repair --store file:data --json").exits(0);
    assertThat(json(repair)).containsEntry("encrypted", new BigDecimal(2));
    assertThat(repair.err()).contains("the encrypted values of 2 commits were not opened");
    assertThat(covm("audit verify --store file:data --encryption-key mk").exits(74).out())
        .startsWith("1  value  org/a: ");
  }

  @Test
  void aValueThatIsLostIsListedAndTheRestGoesOn() throws IOException {
    covm("storage put org/a 11111 --store file:data").exits(0);
    covm("storage put org/b 2 --store file:data").exits(0);
    change("\"value\":11111", "\"value\":11112");
    covm("storage get org/b --store file:data").exits(74);
    Map<String, @Nullable Object> document =
        json(covm("storage repair --store file:data --to rocksdb:new --json").exits(65));
    assertThat(document)
        .containsEntry("status", "repaired")
        .containsEntry("whole", false)
        .containsEntry("store", "rocksdb:new");
    assertThat(covm("storage get org/b --store rocksdb:new").exits(0).out()).isEqualTo("2\n");
    covm("audit verify --store rocksdb:new").exits(0);
    assertThat(covm("storage repair --store file:data --to rocksdb:new").exits(65).out())
        .endsWith("verified 2 commits, and rocksdb:new had all of them before\n");
    covm("storage put org/a 3 --store rocksdb:new").exits(0);
    assertThat(covm("storage repair --store file:data --to rocksdb:new").exits(74).err())
        .contains("E1010");
  }

  private void change(String from, String to) throws IOException {
    editJournal(text -> {
      int at = text.indexOf(from);
      assertThat(at).isGreaterThan(0);
      return text.substring(0, at) + to + text.substring(at + from.length());
    });
  }

  /** Edits the first segment of {@code file:data}. */
  private void editJournal(UnaryOperator<String> edit) throws IOException {
    Path journal = directory.resolve("data/journal-0000000000000000001.jsonl");
    String text = Files.readString(journal, ISO_8859_1);
    Files.writeString(journal, edit.apply(text), ISO_8859_1);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private Result covm(String line) {
    return CovmProcess.in(directory).run(List.of(line.split(" ")));
  }

  private static Map<String, @Nullable Object> json(Result result) {
    return JsonText.object(result.out());
  }
}
