package coop.covm.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.log.CommitJson;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.BackendSnapshot.Order;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.storage.spi.IndexCursor;
import coop.covm.storage.spi.KeyRange;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.tck.Commits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileStorageBackendTest {
  @TempDir Path folder;
  TestStore store = new TestStore(Path.of("."));

  @BeforeEach
  void setUp() {
    store = new TestStore(folder.resolve("data"));
  }

  @Test
  void whatWasCommittedIsThereAfterOpeningAgain() {
    Head head;
    try (FileStorageBackend backend = store.open()) {
      assertThat(backend.created()).isTrue();
      Commits.commit(backend, "a");
      head = Commits.commit(backend, "b", "a");
    }
    try (FileStorageBackend backend = store.open(OpenMode.EXISTING)) {
      assertThat(backend.created()).isFalse();
      assertThat(TestStore.readAll(backend)).isEqualTo(head);
      assertThat(Commits.get(backend, "a")).isEqualTo("v3");
      assertThat(Commits.get(backend, "b")).isEqualTo("v2");
    }
    assertThat(store.warnings()).isEmpty();
  }

  @Test
  void aLineOfTheJournalIsACommitAndNothingElse() throws Exception {
    CommitRecord first = Commits.set(Head.EMPTY, "a", "1");
    CommitRecord second = Commits.set(first.head(), "b", "ü\n\u2028");
    try (FileStorageBackend backend = store.open()) {
      backend.commit(new CommitBatch(0, List.of(first)));
      backend.commit(new CommitBatch(1, List.of(second)));
    }
    assertThat(Files.readString(store.segments().getFirst()))
        .isEqualTo(text(first) + "\n" + text(second) + "\n");
  }

  @Test
  void theLinesOfAGroupBeginWithBlanksThatNumberThem() throws Exception {
    try (FileStorageBackend backend = store.open()) {
      Commits.commit(backend, "a", "b", "c");
    }
    assertThat(Files.readAllLines(store.segments().getFirst()))
        .extracting(line -> line.substring(0, line.indexOf('{')))
        .containsExactly(" \t", " \t ", "\t\t");
  }

  private static String text(CommitRecord record) {
    return new String(CommitJson.write(record), UTF_8);
  }

  @Test
  void aSnapshotStaysWhatItWas() {
    try (FileStorageBackend backend = store.open()) {
      Commits.commit(backend, "a");
      try (BackendSnapshot before = backend.snapshot();
          IndexCursor cursor = before.scan(KeyRange.prefix(new byte[0]), Order.ASCENDING)) {
        for (int i = 0; i < 50; i++) {
          Commits.commit(backend, "a", "b" + i);
        }
        assertThat(before.head().revision()).isEqualTo(1);
        assertThat(Commits.get(before, "a")).isEqualTo("v1");
        assertThat(Commits.get(before, "b1")).isEqualTo("-");
        assertThat(before.commit(1).revision()).isEqualTo(1);
        int entries = 0;
        while (cursor.next()) {
          entries++;
        }
        assertThat(entries).isEqualTo(2);
        assertThatThrownBy(() -> before.commit(2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> before.commit(0)).isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void aCommitOnAnOldHeadWritesNothing() throws Exception {
    try (FileStorageBackend backend = store.open()) {
      Commits.commit(backend, "a");
      byte[] journal = Files.readAllBytes(store.segments().getFirst());
      assertThatThrownBy(() -> backend.commit(Commits.batch(Head.EMPTY, "b")))
          .isInstanceOf(HeadMovedException.class)
          .hasMessage("expected the newest revision to be 0, found 1");
      assertThat(Files.readAllBytes(store.segments().getFirst())).isEqualTo(journal);
      Commits.commit(backend, "c");
    }
  }

  @Test
  void aBatchThatIsNoChainIsABugOfTheCallerAndWritesNothing() {
    try (FileStorageBackend backend = store.open()) {
      Head head = Commits.commit(backend, "a");
      CommitRecord next = Commits.set(head, "b", "x");
      CommitRecord foreign = Commits.set(new Head(1, 0, next.digest()), "b", "x");
      CommitRecord gap = Commits.set(new Head(2, 9, head.digest()), "b", "x");
      CommitRecord earlier = Commits.set(head, head.timeMillis() - 1, "b", "x");
      for (List<CommitRecord> records :
          List.of(
              List.<CommitRecord>of(),
              List.of(foreign),
              List.of(gap),
              List.of(earlier),
              List.of(next, next))) {
        assertThatThrownBy(() -> backend.commit(new CommitBatch(1, records)))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThat(Commits.head(backend)).isEqualTo(head);
      Commits.commit(backend, "still-works");
    } catch (StorageException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFullSegmentIsFollowedByTheNext() {
    Head head = Head.EMPTY;
    try (FileStorageBackend backend = store.open()) {
      for (int i = 0; i < 40; i++) {
        head = Commits.commit(backend, "a" + i);
        assertThat(TestStore.readAll(backend)).isEqualTo(head);
      }
    }
    assertThat(store.segments()).hasSizeGreaterThan(4);
    assertThat(store.segments().subList(0, store.segments().size() - 1))
        .allSatisfy(f -> assertThat(Files.size(f)).isBetween(1500L, 2500L));
    try (FileStorageBackend backend = store.open()) {
      assertThat(TestStore.readAll(backend)).isEqualTo(head);
      assertThat(Commits.get(backend, "a17")).isEqualTo("v18");
    }
  }

  @Test
  void linesLongerThanAnyBufferReadBack() throws Exception {
    String longText = "x".repeat(3_000_000);
    try (FileStorageBackend backend = store.open()) {
      Head head = Commits.commit(backend, "a");
      CommitRecord big = Commits.set(head, "big", longText);
      CommitRecord small = Commits.set(big.head(), "small", "s");
      backend.commit(new CommitBatch(1, List.of(big, small)));
    }
    try (FileStorageBackend backend = store.open();
        BackendSnapshot snapshot = backend.snapshot()) {
      TestStore.readAll(backend);
      assertThat(Commits.get(snapshot, "big")).isEqualTo(longText);
      assertThat(Commits.get(snapshot, "small")).isEqualTo("s");
    }
  }

  @Test
  void twoBackendsOfOneProcessShareADirectoryByWhateverPath() throws Exception {
    Path link = folder.resolve("link");
    try (FileStorageBackend one = store.open()) {
      Files.createSymbolicLink(link, store.directory());
      try (FileStorageBackend two = new TestStore(link).open()) {
        for (int i = 0; i < 30; i++) {
          Head head = Commits.commit(i % 2 == 0 ? one : two, "a");
          assertThat(Commits.head(one)).isEqualTo(head);
          assertThat(Commits.head(two)).isEqualTo(head);
        }
        Head stale = Commits.head(one);
        Commits.commit(two, "b");
        assertThatThrownBy(() -> one.commit(Commits.batch(stale, "c")))
            .isInstanceOf(HeadMovedException.class);
      }
      Commits.commit(one, "d");
      assertThat(TestStore.readAll(one).revision()).isEqualTo(32);
    }
  }

  @Test
  void threadsOnTwoBackendsLoseNoIncrement() throws Exception {
    AtomicInteger conflicts = new AtomicInteger();
    List<Throwable> failures = new ArrayList<>();
    try (FileStorageBackend one = store.open();
        FileStorageBackend two = store.open()) {
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 6; t++) {
        StorageBackend backend = t % 2 == 0 ? one : two;
        threads.add(
            Thread.ofVirtual()
                .uncaughtExceptionHandler((thread, e) -> {
                  synchronized (failures) {
                    failures.add(e);
                  }
                })
                .start(() -> increment(backend, 50, conflicts)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failures).isEmpty();
      assertThat(Commits.get(one, "n")).isEqualTo("300");
      assertThat(TestStore.readAll(two).revision()).isEqualTo(300);
    }
  }

  private static void increment(StorageBackend backend, int times, AtomicInteger conflicts) {
    for (int done = 0; done < times; ) {
      try (BackendSnapshot snapshot = backend.snapshot()) {
        String value = Commits.get(snapshot, "n");
        int next = value.equals("-") ? 1 : Integer.parseInt(value) + 1;
        CommitRecord record = Commits.set(snapshot.head(), "n", Integer.toString(next));
        backend.commit(new CommitBatch(snapshot.head().revision(), List.of(record)));
        done++;
      } catch (HeadMovedException e) {
        conflicts.incrementAndGet();
      }
    }
  }

  @Test
  void anInterruptedThreadCommitsAndReadsLikeAnyOther() {
    try (FileStorageBackend backend = store.open();
        FileStorageBackend other = store.open()) {
      for (int i = 0; i < 30; i++) {
        Commits.commit(other, "a");
        Thread.currentThread().interrupt();
        Commits.commit(backend, "a");
        backend.reserve(java.time.Duration.ofSeconds(1)).close();
        assertThat(Thread.interrupted()).isTrue();
        TestStore.readAll(other);
      }
      assertThat(Commits.head(other).revision()).isEqualTo(60);
    }
  }

  @Test
  void readingWritesNothingAndSeesWhatOthersCommit() throws Exception {
    try (FileStorageBackend writer = store.open()) {
      Commits.commit(writer, "a");
      var before = store.content();
      try (FileStorageBackend reader = store.open(OpenMode.READ_ONLY)) {
        assertThat(Commits.get(reader, "a")).isEqualTo("v1");
        assertThat(store.content()).usingRecursiveComparison().isEqualTo(before);
        Head head = Head.EMPTY;
        for (int i = 0; i < 30; i++) {
          head = Commits.commit(writer, "a");
          assertThat(Commits.head(reader)).isEqualTo(head);
        }
        CommitBatch batch = Commits.batch(head, "b");
        assertThatThrownBy(() -> reader.commit(batch))
            .isInstanceOfSatisfying(
                StorageException.class,
                e -> assertThat(e.code()).isEqualTo(StorageError.STORE_READ_ONLY));
        reader.reserve(java.time.Duration.ofSeconds(1)).close();
      }
    }
  }

  @Test
  void aClosedBackendSaysSo() {
    FileStorageBackend backend = store.open();
    Head head = Commits.commit(backend, "a");
    BackendSnapshot snapshot = backend.snapshot();
    backend.close();
    backend.close();
    assertThatThrownBy(backend::snapshot)
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.code()).isEqualTo(StorageError.STORE_CLOSED));
    assertThatThrownBy(() -> backend.commit(Commits.batch(head, "b")))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.code()).isEqualTo(StorageError.STORE_CLOSED));
    snapshot.close();
    assertThatThrownBy(snapshot::head).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aStoreThatIsRemovedWhileOpenTakesNoCommit() throws IOException {
    try (FileStorageBackend backend = store.open()) {
      Head head = Commits.commit(backend, "a");
      for (String name : store.content().keySet()) {
        Files.delete(store.file(name));
      }
      try (FileStorageBackend fresh = store.open()) {
        assertThatThrownBy(() -> backend.commit(Commits.batch(head, "b")))
            .isInstanceOf(StorageException.class)
            .hasMessageContaining("covm.lock was removed or replaced");
        assertThatThrownBy(backend::snapshot).isInstanceOf(StorageException.class);
        Commits.commit(fresh, "a");
      }
    }
    assertThat(store.segments()).hasSize(1);
  }

  @Test
  void filesOfOthersInTheDirectoryAreLeftAlone() throws Exception {
    store.open().close();
    Files.writeString(store.file("README"), "the cooperative's store");
    Files.createDirectory(store.file(".git"));
    try (FileStorageBackend backend = store.open()) {
      Commits.commit(backend, "a");
    }
    assertThat(store.file("README")).hasContent("the cooperative's store");
    assertThat(store.file(".git")).isDirectory();
  }

  @Test
  void scansGoBothWays() {
    try (FileStorageBackend backend = store.open()) {
      Commits.commit(backend, "a", "b", "c");
      try (BackendSnapshot snapshot = backend.snapshot()) {
        List<byte[]> up = keys(snapshot, Order.ASCENDING);
        List<byte[]> down = keys(snapshot, Order.DESCENDING);
        assertThat(up).hasSize(6);
        assertThat(down.reversed()).containsExactlyElementsOf(up);
      }
    }
  }

  private static List<byte[]> keys(BackendSnapshot snapshot, Order order) {
    List<byte[]> keys = new ArrayList<>();
    try (IndexCursor cursor = snapshot.scan(new KeyRange(new byte[0], Optional.empty()), order)) {
      while (cursor.next()) {
        keys.add(cursor.key());
      }
    }
    return keys;
  }
}
