package coop.covm.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.log.Head;
import coop.covm.storage.tck.Commits;
import coop.covm.storage.tck.disk.WatchedDisk;
import coop.covm.storage.tck.disk.WatchedDisk.Watcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An empty line ends a segment before it is full, for everybody who shares the store. */
final class SealTest {
  @TempDir Path folder;
  TestStore store = new TestStore(Path.of("."));

  @BeforeEach
  void setUp() {
    store = new TestStore(folder.resolve("data"));
  }

  @Test
  void theNextCommitBeginsAnotherSegment() throws Exception {
    Head head;
    try (FileStorageBackend backend = store.open()) {
      backend.seal(); // nothing is there to be sealed
      Commits.commit(backend, "a");
      backend.seal();
      backend.seal();
      assertThat(names()).containsExactly(StoreLayout.segment(1), StoreLayout.segment(2));
      assertThat(store.segments().getLast()).isEmptyFile();
      head = Commits.commit(backend, "b");
      assertThat(TestStore.readAll(backend)).isEqualTo(head);
    }
    List<String> lines = Files.readAllLines(store.segments().getFirst());
    assertThat(lines).hasSize(2).last().isEqualTo("");
    assertThat(Files.readString(store.segments().getFirst())).endsWith("}\n\n");
    assertThat(Files.readAllLines(store.segments().getLast())).hasSize(1);
    for (OpenMode mode : List.of(OpenMode.READ_ONLY, OpenMode.EXISTING)) {
      try (FileStorageBackend backend = store.open(mode)) {
        assertThat(TestStore.readAll(backend)).isEqualTo(head);
      }
    }
    assertThat(store.warnings()).isEmpty();
  }

  @Test
  void theEmptyLineBelongsToNoCommit() {
    Segment.Growth growth = Segment.empty(5).grow();
    growth.add("one\n".getBytes(UTF_8), true);
    growth.add("three\n".getBytes(UTF_8), true);
    growth.seal();
    Segment segment = growth.grown();
    assertThat(segment.end(5)).isEqualTo(4);
    assertThat(segment.end(6)).isEqualTo(10);
    assertThat(segment.end()).isEqualTo(11);
    assertThat(segment.lines()).isEqualTo(2);
  }

  /** What somebody made of the empty line would be cut off as torn, if nothing followed. */
  @Test
  void nothingIsRepairedWhereTheNextSegmentIsNotLedTo() throws Exception {
    try (FileStorageBackend backend = store.open()) {
      Commits.commit(backend, "a");
      backend.seal();
      Commits.commit(backend, "b");
    }
    Map<String, byte[]> content = store.content();
    String line = Files.readString(store.segments().getFirst()).strip();
    content.put(StoreLayout.segment(1), (line + "\nx").getBytes(UTF_8));
    content.remove(StoreLayout.HEAD); // so that nothing else can tell
    store.restore(content);
    assertThatThrownBy(() -> store.openUnforced(OpenMode.EXISTING))
        .hasMessageContaining("the journal before this segment does not lead to it");
    assertThat(store.content()).usingRecursiveComparison().isEqualTo(content);
  }

  @Test
  void whoSharesTheStoreGoesOnInTheNextSegment() {
    try (FileStorageBackend one = store.open();
        FileStorageBackend other = store.open();
        FileStorageBackend reader = store.open(OpenMode.READ_ONLY)) {
      Head head = Commits.commit(one, "a");
      assertThat(Commits.head(reader)).isEqualTo(head);
      assertThat(Commits.head(other)).isEqualTo(head);
      one.seal();
      assertThat(Commits.head(reader)).isEqualTo(head);
      Commits.commit(other, "b");
      other.seal();
      head = Commits.commit(one, "c");
      for (FileStorageBackend backend : List.of(one, other, reader)) {
        assertThat(TestStore.readAll(backend)).isEqualTo(head);
      }
    }
    assertThat(names())
        .containsExactly(StoreLayout.segment(1), StoreLayout.segment(2), StoreLayout.segment(3));
  }

  @Test
  void whatACrashLeavesBeforeTheEmptyLineMeansNothing() throws Exception {
    try (FileStorageBackend backend = store.open()) {
      Commits.commit(backend, "a");
      Files.createFile(store.file(StoreLayout.segment(2)));
      Commits.commit(backend, "b"); // of another process that goes on
    }
    try (FileStorageBackend backend = store.open()) {
      assertThat(store.file(StoreLayout.segment(2))).doesNotExist();
      backend.seal();
      assertThat(TestStore.readAll(backend).revision()).isEqualTo(2);
    }
    assertThat(names()).containsExactly(StoreLayout.segment(1), StoreLayout.segment(3));
  }

  @Test
  void aFaultAtAnyChangeLosesNothing() {
    int points = 0;
    boolean failed = true;
    while (failed) {
      failed = failAt(++points);
    }
    assertThat(points).isGreaterThan(5);
  }

  private boolean failAt(int change) {
    TestStore place = new TestStore(folder.resolve("fault-" + change));
    int[] left = {Integer.MAX_VALUE};
    Watcher watcher =
        new Watcher() {
          @Override
          public void beforeChange(String what) throws IOException {
            if (--left[0] == 0) {
              throw new IOException("no space left, said the test");
            }
          }
        };
    Head head;
    boolean failed = false;
    try (FileStorageBackend backend =
        StoreOpening.open(
            new WatchedDisk(place.directory(), watcher), OpenMode.CREATE, place.options())) {
      head = Commits.commit(backend, "a");
      left[0] = change;
      try {
        backend.seal();
      } catch (StorageException e) {
        failed = true;
        assertThat(e.code()).isEqualTo(StorageError.STORE_FAILED);
        assertThatThrownBy(backend::seal).hasMessageContaining("no more commits");
        assertThat(TestStore.readAll(backend)).isEqualTo(head);
      }
    }
    try (FileStorageBackend backend = place.open()) {
      assertThat(TestStore.readAll(backend)).isEqualTo(head);
      backend.seal();
      Commits.commit(backend, "b");
    }
    return failed;
  }

  @Test
  void aReaderMayNotSeal() {
    store.open().close();
    try (FileStorageBackend backend = store.open(OpenMode.READ_ONLY)) {
      assertThatThrownBy(backend::seal)
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.code()).isEqualTo(StorageError.STORE_READ_ONLY));
      assertThatThrownBy(() -> backend.compact(Erasures.of(1)))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.code()).isEqualTo(StorageError.STORE_READ_ONLY));
    }
  }

  @Test
  void anEmptyLineElsewhereIsDamage() throws Exception {
    try (FileStorageBackend backend = store.open()) {
      Commits.commit(backend, "a");
      Commits.commit(backend, "b", "c");
      assertThat(store.segments()).hasSize(2);
    }
    Map<String, byte[]> sound = store.content();
    String name = StoreLayout.segment(1);
    String text = Files.readString(store.file(name));
    int second = text.indexOf('\n') + 1;
    int third = text.indexOf('\n', second) + 1;
    expectDamaged(sound, name, "\n" + text, 1);
    expectDamaged(sound, name, text.substring(0, second) + "\n" + text.substring(second), 2);
    expectDamaged(sound, name, text.substring(0, third) + "\n" + text.substring(third), 3);
    expectDamaged(sound, name, text.substring(0, third) + "\n", 3); // a group lacks its last line
    expectDamaged(sound, name, text + "\n\n", 4);
    expectDamaged(sound, name, text + "\nx", 4);
    expectDamaged(sound, StoreLayout.segment(4), "\n", 1);
  }

  private void expectDamaged(Map<String, byte[]> sound, String name, String text, long line) {
    store.restore(sound);
    Map<String, byte[]> content = store.content();
    content.put(name, text.getBytes(UTF_8));
    store.restore(content);
    for (OpenMode mode : List.of(OpenMode.READ_ONLY, OpenMode.EXISTING)) {
      assertDamaged(() -> store.openUnforced(mode).close(), name, line);
    }
  }

  @Test
  void anEmptyLineThatSomebodyAppendsToAnOpenStoreIsDamageIfSomethingFollows() throws Exception {
    try (FileStorageBackend backend = store.open()) {
      Commits.commit(backend, "a");
      Path segment = store.segments().getFirst();
      String line = Files.readString(segment);
      Files.writeString(segment, line + "\n" + line);
      assertDamaged(backend::snapshot, StoreLayout.segment(1), 2);
    }
  }

  private static void assertDamaged(ThrowingCallable call, String name, long line) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.code()).isEqualTo(StorageError.STORE_DAMAGED))
        .hasMessageContaining("%s, line %d:", name, line);
  }

  private List<String> names() {
    return store.segments().stream().map(file -> file.getFileName().toString()).toList();
  }
}
