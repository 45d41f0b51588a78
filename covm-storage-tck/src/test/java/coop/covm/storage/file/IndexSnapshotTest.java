package coop.covm.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.Durability;
import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.disk.FormatFile;
import coop.covm.storage.disk.RealDisk;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.IndexCursor;
import coop.covm.storage.spi.KeyRange;
import coop.covm.storage.tck.Commits;
import coop.covm.storage.tck.disk.WatchedDisk;
import coop.covm.storage.tck.disk.WatchedDisk.Watcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index snapshot makes opening quick and never changes what is seen. */
final class IndexSnapshotTest {
  @TempDir Path folder;
  TestStore store = new TestStore(Path.of("."));
  Head head = Head.EMPTY;

  @BeforeEach
  void setUp() {
    store = new TestStore(folder.resolve("data"));
    try (FileStorageBackend backend = store.open()) {
      for (int i = 0; i < 10; i++) {
        head = Commits.commit(backend, "a" + i % 4);
      }
    }
    // Opening finds that it is time for one; what follows is not covered.
    try (FileStorageBackend backend = store.open(OpenMode.CREATE, store.snapshotsEvery(1000))) {
      assertThat(TestStore.readAll(backend)).isEqualTo(head);
    }
    assertThat(store.file(StoreLayout.INDEX)).isNotEmptyFile();
    try (FileStorageBackend backend = store.open()) {
      head = Commits.commit(backend, "b");
      head = Commits.commit(backend, "c", "d");
    }
  }

  private static List<String> entries(FileStorageBackend backend) {
    List<String> entries = new ArrayList<>();
    try (BackendSnapshot snapshot = backend.snapshot();
        IndexCursor cursor =
            snapshot.scan(
                new KeyRange(new byte[0], Optional.empty()), BackendSnapshot.Order.ASCENDING)) {
      while (cursor.next()) {
        entries.add(Arrays.toString(cursor.key()) + Arrays.toString(cursor.value()));
      }
    }
    return entries;
  }

  @Test
  void withOrWithoutItTheStoreIsTheSame() throws Exception {
    List<String> with;
    try (FileStorageBackend backend = store.open(OpenMode.READ_ONLY)) {
      assertThat(TestStore.readAll(backend)).isEqualTo(head);
      with = entries(backend);
    }
    Files.delete(store.file(StoreLayout.INDEX));
    try (FileStorageBackend backend = store.open(OpenMode.READ_ONLY)) {
      assertThat(TestStore.readAll(backend)).isEqualTo(head);
      assertThat(entries(backend)).isEqualTo(with);
    }
  }

  @Test
  void coveredCommitsAreNotParsedAgainAndStayUsable() throws Exception {
    // A snapshot with an entry of its own shows that it is what opening reads.
    JournalState state = state();
    JournalState marked =
        new JournalState(
            state.head(),
            state.index().put(new byte[] {0}, new byte[] {1}),
            state.full(),
            state.active());
    try (LockFile lock = LockFile.open(store.directory(), true)) {
      IndexSnapshotFile.write(new RealDisk(store.directory()), lock, marked);
    }
    try (FileStorageBackend backend = store.open();
        BackendSnapshot snapshot = backend.snapshot()) {
      assertThat(snapshot.get(new byte[] {0})).contains(new byte[] {1});
      assertThat(TestStore.readAll(backend)).isEqualTo(head);
      head = Commits.commit(backend, "e");
      assertThat(TestStore.readAll(backend)).isEqualTo(head);
    }
  }

  private JournalState state() throws IOException {
    RealDisk disk = new RealDisk(store.directory());
    FormatFile format = FormatFile.read(disk, StoreLayout.KIND, true);
    try (Journal journal =
        new JournalOpening(disk, false, format, Durability.SYNC, store.warnings()::add).open()) {
      return journal.state();
    }
  }

  @Test
  void everyChangedByteOfItIsNoticedAndCostsNothing() throws Exception {
    byte[] bytes = Files.readAllBytes(store.file(StoreLayout.INDEX));
    for (int i = 0; i < bytes.length; i += 1 + i % 3) {
      byte[] changed = bytes.clone();
      changed[i] ^= (byte) (1 << i % 8);
      Files.write(store.file(StoreLayout.INDEX), changed);
      expectIgnored();
    }
    for (int length = 0; length < bytes.length; length += 11) {
      Files.write(store.file(StoreLayout.INDEX), Arrays.copyOf(bytes, length));
      expectIgnored();
    }
  }

  private void expectIgnored() {
    store.warnings().clear();
    try (FileStorageBackend backend = store.openUnforced(OpenMode.READ_ONLY)) {
      assertThat(Commits.head(backend)).isEqualTo(head);
      assertThat(Commits.get(backend, "a1")).isEqualTo("v10");
    }
    assertThat(store.warnings()).singleElement().asString().contains("index.snapshot is damaged");
  }

  @Test
  void damageInTheJournalThatItCoversIsFoundWithItsLine() {
    Map<String, byte[]> sound = store.content();
    List<Path> segments = store.segments();
    for (Path segment : segments) {
      String name = segment.getFileName().toString();
      byte[] bytes = sound.getOrDefault(name, new byte[0]);
      long line = 1;
      for (int i = 0; i < bytes.length; i++) {
        if (i % 40 == 0) {
          byte[] changed = bytes.clone();
          changed[i] ^= 4;
          Map<String, byte[]> content = new TreeMap<>(sound);
          content.put(name, changed);
          store.restore(content);
          assertThatThrownBy(() -> store.openUnforced(OpenMode.READ_ONLY))
              .hasMessageContaining("%s, line %d:", name, line);
        }
        line += bytes[i] == '\n' ? 1 : 0;
      }
    }
  }

  @Test
  void aJournalThatIsAnOtherOneIsReported() {
    TestStore other = new TestStore(folder.resolve("other"));
    try (FileStorageBackend backend = other.open()) {
      for (int i = 0; i < 20; i++) {
        Commits.commit(backend, "z" + i % 4);
      }
    }
    Map<String, byte[]> content = other.content();
    content.put(StoreLayout.INDEX, store.content().getOrDefault(StoreLayout.INDEX, new byte[0]));
    other.restore(content);
    assertThatThrownBy(() -> other.open(OpenMode.READ_ONLY))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.code()).isEqualTo(StorageError.STORE_DAMAGED))
        .hasMessageContaining("is not the one that held revision 10")
        .hasMessageContaining("remove this file and head.json");
  }

  @Test
  void oneOfAnotherVersionIsPassedOverSilently() throws Exception {
    byte[] bytes = Files.readAllBytes(store.file(StoreLayout.INDEX));
    byte[] other = bytes.clone();
    other[11] = 77;
    byte[] digest =
        coop.covm.storage.log.Digest.sha256(Arrays.copyOf(other, other.length - 32)).bytes();
    System.arraycopy(digest, 0, other, other.length - 32, 32);
    Files.write(store.file(StoreLayout.INDEX), other);
    store.warnings().clear();
    try (FileStorageBackend backend = store.open()) {
      assertThat(TestStore.readAll(backend)).isEqualTo(head);
    }
    assertThat(store.warnings()).isEmpty();
  }

  @Test
  void commitsGoOnWhileItIsWrittenAndItIsRenewedAsTheJournalGrows() {
    TestStore busy = new TestStore(folder.resolve("busy"));
    try (FileStorageBackend backend = busy.open(OpenMode.CREATE, busy.snapshotsEvery(1))) {
      for (int i = 0; i < 60; i++) {
        head = Commits.commit(backend, "a" + i % 7, "b" + i);
      }
    }
    try (FileStorageBackend backend = busy.open()) {
      assertThat(TestStore.readAll(backend)).isEqualTo(head);
    }
    assertThat(busy.warnings()).isEmpty();
    assertThat(busy.file(StoreLayout.INDEX + StoreLayout.UNFINISHED)).doesNotExist();
  }

  @Test
  void aFailureToWriteItIsAWarningAndHarmsNothing() throws Exception {
    Files.delete(store.file(StoreLayout.INDEX));
    Watcher fullDisk =
        new Watcher() {
          @Override
          public void beforeChange(String what) throws IOException {
            if (what.startsWith("write index.snapshot")) {
              throw new IOException("no space left, said the test");
            }
          }
        };
    WatchedDisk disk = new WatchedDisk(store.directory(), fullDisk);
    try (FileStorageBackend backend =
        StoreOpening.open(disk, OpenMode.EXISTING, store.snapshotsEvery(1))) {
      head = Commits.commit(backend, "x");
      assertThat(TestStore.readAll(backend)).isEqualTo(head);
    }
    assertThat(store.warnings())
        .isNotEmpty()
        .allMatch(w -> w.contains("index.snapshot could not be written"));
    assertThat(store.content())
        .doesNotContainKeys(StoreLayout.INDEX, StoreLayout.INDEX + StoreLayout.UNFINISHED);
  }
}
