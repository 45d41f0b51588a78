package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.log.Head;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole histories are copied, of large stores too, in little memory and killed at random moments: a
 * backup is there whole or not at all; what is migrated, repaired or restored is opened by nobody
 * until it is whole, and goes on where it was.
 */
class KilledCopyTest {
  @TempDir Path directory;

  private KilledCommands commands = new KilledCommands(Path.of("."));

  @BeforeEach
  void beginInTheDirectory() {
    commands = new KilledCommands(directory);
  }

  @ParameterizedTest
  @CsvSource({"rocksdb:,file:", "file:,rocksdb:"})
  @Timeout(600)
  void killedCopiesAreFinishedWhenTheyAreCalledAgain(String from, String to) throws Exception {
    campaign(from, to, 8_000, 3);
  }

  @Test
  @Tag("slow")
  @Timeout(7200)
  void aMillionKeysAndTwoMillionRevisionsGoThroughHalfAGigabyte() throws Exception {
    campaign("rocksdb:", "rocksdb:", 1_000_000, 10);
  }

  private void campaign(String from, String to, int keys, int kills) throws Exception {
    String source = from + directory.resolve("source");
    long began = System.nanoTime();
    TwiceSetKeys.fill(source, keys);
    KilledCommands.say("filled with %,d keys and %,d revisions".formatted(keys, 2L * keys), began);
    Head head = head(source);
    copied(
        to,
        head,
        keys,
        kills,
        target -> new String[] {"storage", "migrate", "--from", source, "--to", target});
    backedUp(source, kills);
    copied(
        to, head, keys, kills, target -> new String[] {"storage", "restore", "bk", "--to", target});
  }

  @ParameterizedTest
  @CsvSource({"rocksdb:,file:", "file:,rocksdb:"})
  @Timeout(600)
  void aKilledRepairIsFinishedWhenItIsCalledAgain(String from, String to) throws Exception {
    String source = from + directory.resolve("source");
    TwiceSetKeys.fill(source, 8_000);
    Head head = head(source);
    DamagedStores.damageBesideTheLog(directory.resolve("source"));
    copied(
        to,
        head,
        8_000,
        3,
        target -> new String[] {"storage", "repair", "--store", source, "--to", target});
  }

  /** Copies until it was killed often enough; where it ends before, into another target. */
  private void copied(String scheme, Head head, int keys, int kills, Copying copying)
      throws Exception {
    String kind = copying.into("")[1];
    Duration once = commands.timed(copying.into(scheme + kind + "-timed"));
    System.out.println(kind + " at once in " + once);
    assertWhole(scheme + directory.resolve(kind + "-timed"), head, keys);
    int targets = 0;
    for (int hits = 0; hits < kills; targets++) {
      String target = "%s-%s".formatted(kind, targets);
      boolean killed = true;
      while (killed && hits < kills) {
        killed = commands.killed(once, copying.into(scheme + target));
        hits += killed ? 1 : 0;
        assertWholeOrClosed(scheme + directory.resolve(target), head);
      }
      if (killed) {
        commands.run(copying.into(scheme + target));
      }
      assertWhole(scheme + directory.resolve(target), head, keys);
    }
    System.out.printf("%s killed %s times, into %s targets%n", kind, kills, targets);
  }

  @FunctionalInterface
  private interface Copying {
    String[] into(String target);
  }

  private void backedUp(String source, int kills) throws Exception {
    String[] backup = {"storage", "backup", "bk", "--full", "--store", source};
    Duration once = commands.timed(backup);
    System.out.printf("backup at once in %s, %,d bytes%n", once, Files.size(finished().getFirst()));
    for (int hits = 0; hits < kills; ) {
      List<Path> before = finished();
      boolean killed = commands.killed(once, backup);
      hits += killed ? 1 : 0;
      assertThat(finished().size() - before.size()).isIn(killed ? List.of(0, 1) : List.of(1));
    }
    commands.run(backup);
    assertThat(names()).noneMatch(name -> name.endsWith(".unfinished"));
    long began = System.nanoTime();
    assertThat(commands.run("storage", "restore", "bk", "--dry-run")).contains("whole");
    KilledCommands.say("checked", began);
  }

  private List<Path> finished() throws IOException {
    return names().stream()
        .filter(name -> name.endsWith(".covmbackup"))
        .map(directory.resolve("bk")::resolve)
        .toList();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("bk"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static Head head(String url) {
    try (Store store = Store.open(url, OpenMode.EXISTING)) {
      return store.head();
    }
  }

  private void assertWholeOrClosed(String url, Head head) {
    try {
      assertThat(head(url)).as("seed %s", commands.seed()).isIn(Head.EMPTY, head);
    } catch (StorageException e) {
      assertThat(e.code())
          .as("seed %s: %s", commands.seed(), e)
          .isIn(StorageError.STORE_UNFINISHED, StorageError.STORE_NOT_FOUND);
    }
  }

  private static void assertWhole(String url, Head head, int keys) {
    try (Store store = Store.open(url, OpenMode.EXISTING);
        StoreView view = store.view()) {
      assertThat(store.head()).isEqualTo(head);
      for (int number : List.of(0, keys / 2, keys - 1)) {
        assertThat(view.get(TwiceSetKeys.key(number))).contains(TwiceSetKeys.value(number));
        assertThat(view.versions(TwiceSetKeys.key(number))).hasSize(2);
      }
    }
  }
}
