package coop.covm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Exports and imports, of large stores too, in little memory and killed at random moments: an
 * export is there whole or not at all; an import in parts goes on where it was, one in a single
 * transaction is there whole or not at all.
 */
class KilledExchangeTest {
  @TempDir Path directory;

  private KilledCommands commands = new KilledCommands(Path.of("."));

  @BeforeEach
  void beginInTheDirectory() {
    commands = new KilledCommands(directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rocksdb:", "file:"})
  @Timeout(600)
  void killedExportsAndImportsAreDoneWhenTheyAreCalledAgain(String scheme) throws Exception {
    campaign(scheme, 20_000, 500, 3);
  }

  @Test
  @Tag("slow")
  @Timeout(7200)
  void aMillionKeysAndTwoMillionRevisionsGoThroughHalfAGigabyte() throws Exception {
    campaign("rocksdb:", 1_000_000, 10_000, 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rocksdb:", "file:"})
  @Timeout(600)
  void aKilledImportInOneTransactionIsThereWholeOrNotAtAll(String scheme) throws Exception {
    String source = scheme + directory.resolve("source");
    TwiceSetKeys.fill(source, 20_000);
    commands.run("storage", "export", "-o", "all.jsonl", "--store", source);
    Duration once = commands.timed("storage", "import", "all.jsonl", "--store", scheme + "timed");
    for (int i = 0; i < 5; i++) {
      String target = "target-" + i;
      storage("init", "--store", scheme + target).exits(0);
      commands.killed(once, "storage", "import", "all.jsonl", "--store", scheme + target);
      try (Store store = Store.open(scheme + directory.resolve(target), OpenMode.EXISTING);
          StoreView view = store.view()) {
        assertThat(view.listKeys(KeyPrefix.parse("org")).size()).isIn(0, 20_000);
        assertThat(store.revision()).isIn(0L, 1L);
      }
    }
  }

  private void campaign(String scheme, int keys, int batch, int kills) throws Exception {
    String source = scheme + directory.resolve("source");
    long began = System.nanoTime();
    TwiceSetKeys.fill(source, keys);
    KilledCommands.say("filled with %,d keys and %,d revisions".formatted(keys, 2L * keys), began);
    String digest = exported(source, keys, kills);
    String target = imported(scheme, keys, batch, kills);
    assertThat(export(target, "again.jsonl", keys)).isEqualTo(digest);
  }

  private String exported(String source, int keys, int kills) throws Exception {
    long began = System.nanoTime();
    String digest = export(source, "all.jsonl", keys);
    Duration once = Duration.ofNanos(System.nanoTime() - began);
    KilledCommands.say("exported", began);
    Path file = directory.resolve("all.jsonl");
    Path before = Files.copy(file, directory.resolve("before.jsonl"));
    for (int hits = 0; hits < kills; ) {
      hits +=
          commands.killed(once, "storage", "export", "-o", "all.jsonl", "--store", source) ? 1 : 0;
      assertThat(Files.mismatch(file, before))
          .as("seed %s, kill %s", commands.seed(), hits)
          .isEqualTo(-1);
    }
    commands.run("storage", "export", "-o", "all.jsonl", "--store", source);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".unfinished"));
    }
    return digest;
  }

  /** Gives the store that was imported into; where an import ends before it is killed, another. */
  private String imported(String scheme, int keys, int batch, int kills) throws Exception {
    Duration once = commands.timed(importing(scheme + "timed", batch));
    System.out.println("imported at once in " + once);
    String target = "";
    List<Long> revisions = new ArrayList<>();
    for (int hits = 0; hits < kills || target.isEmpty(); ) {
      if (target.isEmpty()) {
        target = scheme + "target-" + hits;
        storage("init", "--store", target).exits(0);
      }
      if (commands.killed(once, importing(target, batch))) {
        hits++;
        revisions.add(checkedParts(scheme, target, keys, batch));
      } else {
        assertImported(scheme, target, keys, batch);
        target = hits < kills ? "" : target;
      }
    }
    System.out.println("revisions after each kill: " + revisions);
    commands.run(importing(target, batch));
    assertImported(scheme, target, keys, batch);
    return target;
  }

  private static String[] importing(String target, int batch) {
    String parts = Integer.toString(batch);
    return new String[] {"storage", "import", "all.jsonl", "--batch", parts, "--store", target};
  }

  private void assertImported(String scheme, String target, int keys, int batch) {
    assertThat(checkedParts(scheme, target, keys, batch)).isEqualTo((keys + batch - 1) / batch);
    assertThat(commands.run(importing(target, batch))).contains("were imported before");
  }

  /** Whatever was committed is a beginning of the export, in whole parts. */
  private long checkedParts(String scheme, String target, int keys, int batch) {
    String url = scheme + directory.resolve(target.substring(scheme.length()));
    try (Store store = Store.open(url, OpenMode.EXISTING);
        StoreView view = store.view()) {
      long present = view.listKeys(KeyPrefix.parse("org")).size();
      assertThat(present)
          .as("seed %s", commands.seed())
          .isEqualTo(Math.min(keys, store.revision() * batch));
      if (present > 0) {
        Key last = TwiceSetKeys.key((int) present - 1);
        assertThat(view.get(last)).contains(TwiceSetKeys.value((int) present - 1));
        assertThat(view.versions(last)).hasSize(1);
      }
      return store.revision();
    }
  }

  /** Exports, and gives the digest of the lines of keys, after the file was found to be true. */
  private String export(String store, String name, int keys) throws Exception {
    commands.run("storage", "export", "-o", name, "--store", store);
    MessageDigest all = MessageDigest.getInstance("SHA-256");
    MessageDigest entries = MessageDigest.getInstance("SHA-256");
    long count = 0;
    String line;
    try (BufferedReader lines = Files.newBufferedReader(directory.resolve(name))) {
      for (line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("{\"covm\":\"export-end\"")) {
          break;
        }
        byte[] bytes = (line + "\n").getBytes(UTF_8);
        all.update(bytes);
        if (line.startsWith("{\"key\":")) {
          entries.update(bytes);
          count++;
        }
      }
    }
    assertThat(count).isEqualTo(keys);
    assertThat(line)
        .isEqualTo(
            "{\"covm\":\"export-end\",\"keys\":%s,\"sha256\":\"%s\"}"
                .formatted(keys, HexFormat.of().formatHex(all.digest())));
    return HexFormat.of().formatHex(entries.digest());
  }

  private Result storage(String... words) {
    List<String> all = new ArrayList<>(List.of("storage"));
    all.addAll(List.of(words));
    return CovmProcess.in(directory).run(all);
  }
}
