package coop.covm.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.CommitJson;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.Compaction;
import coop.covm.storage.tck.Commits;
import coop.covm.storage.tck.disk.WatchedDisk;
import coop.covm.storage.tck.disk.WatchedDisk.Watcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values go from full segments of the journal, and nothing else changes for anybody. */
final class JournalCompactionTest {
  @TempDir Path folder;
  TestStore store = new TestStore(Path.of("."));
  Head head = Head.EMPTY;

  @BeforeEach
  void setUp() {
    store = new TestStore(folder.resolve("data"));
    try (FileStorageBackend backend = store.open()) {
      work(backend);
    }
    assertThat(store.segments()).as("segments of the store").hasSizeGreaterThan(3);
  }

  /** Twelve commits in several segments; the last of them stays in the active one. */
  private void work(FileStorageBackend backend) {
    for (int i = 0; i < 6; i++) {
      Commits.commit(backend, "a");
    }
    Commits.commit(backend, "a", "b", "c");
    Commits.commit(backend, "b");
    backend.seal();
    head = Commits.commit(backend, "a", "b");
  }

  @Test
  void theJournalStaysReadableLineByLine() throws Exception {
    List<String> marks = groupMarks();
    try (FileStorageBackend backend = store.open()) {
      backend.compact(Erasures.of(1, 2, 5, 7));
    }
    assertThat(groupMarks()).isEqualTo(marks);
    List<Long> erased = new ArrayList<>();
    long revision = 1;
    for (Path segment : store.segments()) {
      assertThat(segment.getFileName()).hasToString(StoreLayout.segment(revision));
      List<String> lines = Files.readAllLines(segment);
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).isEmpty()) {
          assertThat(i).isEqualTo(lines.size() - 1);
          continue;
        }
        CommitRecord record = CommitJson.read(lines.get(i).strip().getBytes(UTF_8));
        assertThat(record.revision()).isEqualTo(revision);
        if (lines.get(i).endsWith("\"values\":[null],\"text\":null}")) {
          erased.add(revision);
        }
        revision++;
      }
    }
    assertThat(erased).containsExactly(1L, 2L, 5L, 7L);
    assertThat(revision).isEqualTo(head.revision() + 1);
    assertThat(Files.readString(store.segments().getFirst())).endsWith("}\n\n");
  }

  private List<String> groupMarks() throws IOException {
    List<String> marks = new ArrayList<>();
    for (Path segment : store.segments()) {
      Files.readAllLines(segment).stream()
          .filter(line -> !line.isEmpty())
          .forEach(line -> marks.add(line.substring(0, 1)));
    }
    return marks;
  }

  @Test
  void erasingAgainWhatIsGoneTouchesNoFile() throws Exception {
    try (FileStorageBackend backend = store.open()) {
      backend.compact(Erasures.of(1, 7));
      Map<String, Object> files = identities();
      Map<String, byte[]> content = store.content();
      backend.compact(Erasures.of(1, 7));
      assertThat(identities()).isEqualTo(files);
      assertThat(store.content()).usingRecursiveComparison().isEqualTo(content);
      backend.compact(Erasures.of(1, 2, 7));
      assertThat(identities()).isNotEqualTo(files);
      assertThat(Erasures.erased(backend)).containsExactly(1L, 2L, 7L);
    }
  }

  private Map<String, Object> identities() throws IOException {
    Map<String, Object> identities = new TreeMap<>();
    for (Path segment : store.segments()) {
      identities.put(
          segment.getFileName().toString(),
          Files.readAttributes(segment, BasicFileAttributes.class).fileKey());
    }
    return identities;
  }

  @Test
  void theActiveSegmentIsLeftAlone() {
    try (FileStorageBackend backend = store.open()) {
      backend.compact(Erasures.of(1, head.revision()));
      assertThat(Erasures.erased(backend)).containsExactly(1L);
    }
  }

  @Test
  void theIndexIsWhatItIsToBeAtOnceAndSnapshotsBeforeKeepTheirs() {
    byte[] gone = CommitIndex.versionKey(Commits.key("a"), 1);
    byte[] changed = CommitIndex.versionKey(Commits.key("a"), 2);
    Compaction compaction =
        new Compaction(
            new long[] {1, 2},
            record -> record.erased(_ -> true),
            List.of(gone),
            List.of(new CommitIndex.Entry(changed, new byte[] {1, 2, 3})));
    try (FileStorageBackend backend = store.open();
        BackendSnapshot before = backend.snapshot()) {
      backend.compact(compaction);
      Commits.commit(backend, "d");
      try (BackendSnapshot after = backend.snapshot()) {
        assertThat(after.get(gone)).isEmpty();
        assertThat(after.get(changed)).contains(new byte[] {1, 2, 3});
      }
      assertThat(before.get(gone)).isPresent();
      assertThat(before.head()).isEqualTo(head);
      assertThat(Erasures.erased(before)).containsExactly(1L, 2L);
    }
  }

  @Test
  void whoSharesTheStoreReadsAndCommitsOn() {
    try (FileStorageBackend other = store.open();
        FileStorageBackend reader = store.open(OpenMode.READ_ONLY);
        FileStorageBackend backend = store.open();
        BackendSnapshot before = other.snapshot()) {
      backend.compact(Erasures.of(1, 3, 8));
      assertThat(Erasures.erased(before)).containsExactly(1L, 3L, 8L);
      assertThat(Commits.get(before, "a")).isEqualTo("v" + (head.revision() - 1));
      Commits.commit(other, "a");
      backend.compact(Erasures.of(1, 2, 3, 8));
      other.seal();
      head = Commits.commit(other, "a", "b");
      for (FileStorageBackend one : List.of(other, reader, backend)) {
        assertThat(Erasures.erased(one)).containsExactly(1L, 2L, 3L, 8L);
        assertThat(TestStore.readAll(one)).isEqualTo(head);
        assertThat(Commits.get(one, "a")).isEqualTo("v" + (head.revision() - 1));
      }
      other.compact(Erasures.of(1, 2, 3, 4, 8));
      for (FileStorageBackend one : List.of(other, reader, backend)) {
        assertThat(Erasures.erased(one)).containsExactly(1L, 2L, 3L, 4L, 8L);
      }
    }
    assertThat(store.warnings()).isEmpty();
  }

  @Test
  void aSegmentThatAnotherKnewInPartIsCompacted() {
    TestStore shared = new TestStore(folder.resolve("shared"));
    try (FileStorageBackend none = shared.open();
        FileStorageBackend one = shared.open();
        FileStorageBackend reader = shared.open(OpenMode.READ_ONLY);
        FileStorageBackend backend = shared.open()) {
      Commits.commit(backend, "a");
      Head known = Commits.head(one);
      assertThat(Commits.head(reader)).isEqualTo(known);
      try (BackendSnapshot before = one.snapshot()) {
        Commits.commit(backend, "a");
        backend.seal();
        Commits.commit(backend, "a");
        backend.compact(Erasures.of(1, 2));
        assertThat(before.head()).isEqualTo(known);
        assertThat(Erasures.erased(before)).containsExactly(1L);
      }
      for (FileStorageBackend other : List.of(one, reader, none)) {
        assertThat(Erasures.erased(other)).containsExactly(1L, 2L);
        assertThat(Commits.get(other, "a")).isEqualTo("v3");
      }
      head = Commits.commit(one, "a");
      assertThat(TestStore.readAll(none)).isEqualTo(head);
    }
    assertThat(shared.warnings()).isEmpty();
  }

  /** Only compaction may put another file in place of one that is open, and no other history. */
  @Test
  void anotherFileInPlaceOfAnOpenSegmentIsDamage() throws Exception {
    TestStore shared = new TestStore(folder.resolve("shared"));
    TestStore other = new TestStore(folder.resolve("other"));
    try (FileStorageBackend backend = other.open()) {
      Commits.commit(backend, "x");
      backend.seal();
    }
    try (FileStorageBackend backend = shared.open()) {
      Commits.commit(backend, "a");
      Path segment = shared.segments().getFirst();
      byte[] bytes = Files.readAllBytes(segment);
      byte[] foreign = Files.readAllBytes(other.segments().getFirst());
      byte[] cut = "\n\n".getBytes(UTF_8);
      for (byte[] content : List.of(bytes, foreign, cut)) {
        Path file = Files.write(folder.resolve("put"), content);
        Files.move(file, segment, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(backend::snapshot)
            .isInstanceOfSatisfying(
                StorageException.class,
                e -> assertThat(e.code()).isEqualTo(StorageError.STORE_DAMAGED))
            .hasMessageContaining("removed or replaced while the store was open");
      }
    }
  }

  @Test
  void openingAgainFindsTheSameWithOrWithoutAnIndexSnapshot() throws Exception {
    store.open(OpenMode.CREATE, store.snapshotsEvery(1)).close();
    byte[] stale = Files.readAllBytes(store.file(StoreLayout.INDEX));
    try (FileStorageBackend backend = store.open()) {
      backend.compact(Erasures.of(1, 2, 3, 7));
      head = Commits.commit(backend, "d");
    }
    assertThat(Files.readAllBytes(store.file(StoreLayout.INDEX))).isEqualTo(stale);
    expectCompacted(OpenMode.READ_ONLY);
    expectCompacted(OpenMode.EXISTING);
    store.open(OpenMode.EXISTING, store.snapshotsEvery(1)).close();
    assertThat(Files.readAllBytes(store.file(StoreLayout.INDEX))).isNotEqualTo(stale);
    expectCompacted(OpenMode.EXISTING);
    Files.delete(store.file(StoreLayout.INDEX));
    expectCompacted(OpenMode.EXISTING);
    assertThat(store.warnings()).isEmpty();
  }

  private void expectCompacted(OpenMode mode) {
    try (FileStorageBackend backend = store.open(mode)) {
      assertThat(Erasures.erased(backend)).containsExactly(1L, 2L, 3L, 7L);
      assertThat(TestStore.readAll(backend)).isEqualTo(head);
      assertThat(Commits.get(backend, "a")).isEqualTo("v" + (head.revision() - 2));
    }
  }

  @Test
  void aNewIndexSnapshotIsWrittenAtOnceWhereThereIsAny() throws Exception {
    store.open(OpenMode.CREATE, store.snapshotsEvery(1)).close();
    byte[] stale = Files.readAllBytes(store.file(StoreLayout.INDEX));
    try (FileStorageBackend backend = store.open(OpenMode.EXISTING, store.snapshotsEvery(1))) {
      backend.compact(Erasures.of(1));
    }
    byte[] fresh = Files.readAllBytes(store.file(StoreLayout.INDEX));
    assertThat(fresh).isNotEqualTo(stale);
    // It covers the new bytes: with a byte of them changed it is not used, and the line is named.
    Path segment = store.segments().getFirst();
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length - 1] = 'x';
    Files.write(segment, bytes);
    assertThatThrownBy(() -> store.open(OpenMode.READ_ONLY))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.code()).isEqualTo(StorageError.STORE_DAMAGED));
  }

  @Test
  void whoKnowsOlderSegmentsLeavesTheNewIndexSnapshotAsItIs() throws Exception {
    FileStoreOptions often = store.snapshotsEvery(1);
    store.open(OpenMode.EXISTING, often).close(); // so that those below write none when they open
    byte[] fresh;
    try (FileStorageBackend other = store.open(OpenMode.EXISTING, often)) {
      try (FileStorageBackend backend = store.open(OpenMode.EXISTING, often)) {
        backend.compact(Erasures.of(1));
      }
      fresh = Files.readAllBytes(store.file(StoreLayout.INDEX));
      for (int i = 0; i < 10; i++) {
        head = Commits.commit(other, "e", "f");
      }
    } // waits for one that is being written
    assertThat(Files.readAllBytes(store.file(StoreLayout.INDEX))).isEqualTo(fresh);
    try (FileStorageBackend backend = store.open(OpenMode.EXISTING, often)) {
      assertThat(TestStore.readAll(backend)).isEqualTo(head);
      assertThat(Erasures.erased(backend)).containsExactly(1L);
    }
  }

  @Test
  void whatAKilledCompactionLeftIsRemovedByTheNextWriter() throws Exception {
    String left = StoreLayout.segment(1) + StoreLayout.UNFINISHED;
    Files.writeString(store.file(left), "half of it");
    store.open(OpenMode.READ_ONLY).close();
    assertThat(store.file(left)).exists();
    try (FileStorageBackend backend = store.open(OpenMode.EXISTING)) {
      assertThat(store.file(left)).doesNotExist();
      assertThat(TestStore.readAll(backend)).isEqualTo(head);
    }
  }

  @Test
  void aSegmentThatCannotBeReadIsReportedAndLeftAsItIs() throws Exception {
    try (FileStorageBackend backend = store.open()) {
      Path segment = store.segments().get(1);
      byte[] bytes = Files.readAllBytes(segment);
      byte[] changed = bytes.clone();
      changed[bytes.length / 2] ^= 1;
      Files.write(segment, changed);
      assertThatThrownBy(() -> backend.compact(Erasures.of(1, 2, 3, 4, 5, 6)))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.code()).isEqualTo(StorageError.STORE_DAMAGED))
          .hasMessageContaining(segment.getFileName() + ", line ");
      assertThat(Files.readAllBytes(segment)).isEqualTo(changed);
      Files.write(segment, bytes);
      backend.compact(Erasures.of(1, 2, 3, 4, 5, 6));
      assertThat(Erasures.erased(backend)).hasSize(6);
    }
    assertThat(store.content().keySet()).noneMatch(name -> name.endsWith(StoreLayout.UNFINISHED));
  }

  @Test
  void aSegmentOfAnotherHistoryIsNotRewritten() throws Exception {
    TestStore other = new TestStore(folder.resolve("other"));
    try (FileStorageBackend backend = other.open()) {
      for (int i = 0; i < 6; i++) {
        Commits.commit(backend, "x");
      }
    }
    byte[] foreign = Files.readAllBytes(other.segments().getFirst());
    try (FileStorageBackend backend = store.open()) {
      Files.write(store.segments().getFirst(), foreign);
      assertThatThrownBy(() -> backend.compact(Erasures.of(1)))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.code()).isEqualTo(StorageError.STORE_DAMAGED))
          .hasMessageContaining("but the commit after it names");
      assertThat(Files.readAllBytes(store.segments().getFirst())).isEqualTo(foreign);
    }
  }

  @Test
  void aFaultAtAnyChangeLosesNothingAndStopsCommitsOnlyIfNamesMayBeLost() {
    int points = 0;
    String failed = "first";
    while (!failed.isEmpty()) {
      failed = failAt(++points);
    }
    assertThat(points).isGreaterThan(12);
  }

  /** What failed; empty if compaction was over before that many changes. */
  private String failAt(int change) {
    TestStore place = new TestStore(folder.resolve("fault-" + change));
    int[] left = {Integer.MAX_VALUE};
    String[] failed = {""};
    Watcher watcher =
        new Watcher() {
          @Override
          public void beforeChange(String what) throws IOException {
            if (--left[0] == 0) {
              failed[0] = what;
              throw new IOException("no space left, said the test");
            }
          }
        };
    try (FileStorageBackend backend =
        StoreOpening.open(
            new WatchedDisk(place.directory(), watcher), OpenMode.CREATE, place.options())) {
      work(backend);
      left[0] = change;
      try {
        backend.compact(Erasures.of(1, 2, 6, 8));
      } catch (StorageException e) {
        assertThat(e.code()).as(failed[0]).isEqualTo(StorageError.STORE_FAILED);
      }
      left[0] = Integer.MAX_VALUE;
      expectPart(backend);
      if (failed[0].equals("force the directory")) {
        assertThatThrownBy(() -> Commits.commit(backend, "d"))
            .hasMessageContaining("no more commits until it is opened again");
        expectPart(backend);
      } else {
        head = Commits.commit(backend, "d");
        backend.compact(Erasures.of(1, 2, 6, 8));
        assertThat(Erasures.erased(backend)).containsExactly(1L, 2L, 6L, 8L);
      }
    }
    try (FileStorageBackend backend = place.open()) {
      expectPart(backend);
      backend.compact(Erasures.of(1, 2, 6, 8));
      assertThat(Erasures.erased(backend)).containsExactly(1L, 2L, 6L, 8L);
    }
    assertThat(place.content().keySet()).noneMatch(name -> name.endsWith(StoreLayout.UNFINISHED));
    return failed[0];
  }

  private void expectPart(FileStorageBackend backend) {
    assertThat(List.of(1L, 2L, 6L, 8L)).containsAll(Erasures.erased(backend));
    assertThat(Commits.head(backend)).isEqualTo(head);
  }

  @Test
  void everyChangedByteOfACompactedJournalIsReportedOrHarmless() {
    try (FileStorageBackend backend = store.open()) {
      backend.compact(Erasures.of(1, 2, 3, 5, 8, 9));
    }
    Map<String, byte[]> sound = store.content();
    for (Path segment : store.segments()) {
      String name = segment.getFileName().toString();
      byte[] bytes = sound.getOrDefault(name, new byte[0]);
      for (int i = 0; i < bytes.length; i += isNearLineEnd(bytes, i) ? 1 : 31) {
        for (int change : new int[] {1, bytes[i] ^ '\n'}) {
          byte[] changed = bytes.clone();
          changed[i] ^= (byte) change;
          expectReported(sound, name, changed, "byte %d of %s".formatted(i, name));
        }
      }
      for (int cut = 1; cut < 4 && cut < bytes.length; cut++) {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - cut);
        expectReported(sound, name, shorter, "%s cut by %d".formatted(name, cut));
      }
    }
  }

  private static boolean isNearLineEnd(byte[] bytes, int at) {
    for (int i = Math.max(0, at - 1); i < Math.min(bytes.length, at + 32); i++) {
      if (bytes[i] == '\n') {
        return true;
      }
    }
    return false;
  }

  private void expectReported(Map<String, byte[]> sound, String name, byte[] changed, String what) {
    Map<String, byte[]> content = new TreeMap<>(sound);
    content.put(name, changed);
    store.restore(content);
    try (FileStorageBackend backend = store.openUnforced(OpenMode.EXISTING)) {
      assertThat(TestStore.readAll(backend)).as(what).isEqualTo(head);
    } catch (StorageException e) {
      assertThat(e.code()).as(what).isEqualTo(StorageError.STORE_DAMAGED);
      assertThat(store.content()).as(what).usingRecursiveComparison().isEqualTo(content);
    }
  }
}
