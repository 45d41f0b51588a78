package coop.covm.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.disk.Disk;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.tck.Commits;
import coop.covm.storage.tck.disk.WatchedDisk;
import coop.covm.storage.tck.disk.WatchedDisk.Watcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every write, force, rename and so on of a workload fails once, or from then on. */
final class FaultTest {
  private static final int COMMITS = 7;

  @TempDir Path folder;

  /** Fails at the n-th change, having written a part if it is a write. */
  private static final class Fault implements Watcher {
    private final int at;
    private final boolean forEver;
    private final int part;
    private int changes;
    private boolean partial;
    private String failed = "";

    Fault(int at, boolean forEver, int part) {
      this.at = at;
      this.forEver = forEver;
      this.part = part;
    }

    @Override
    public void beforeChange(String what) throws IOException {
      changes++;
      boolean fails = changes == at || (forEver && changes > at);
      if (fails && changes == at && part > 0 && what.startsWith("write") && !partial) {
        partial = true; // this write takes a part; the one for the rest fails
        changes--;
        return;
      }
      if (fails) {
        failed = failed.isEmpty() ? what : failed;
        throw new IOException("no space left, said the test");
      }
    }

    @Override
    public int bytesOfWrite(int length) {
      return partial && failed.isEmpty() ? Math.min(part, length) : length;
    }
  }

  @Test
  void aFaultAtAnyChangeLosesNothingAndLeavesNothingHalf() {
    int points = 0;
    for (int part : new int[] {0, 1, 400, 700}) {
      for (boolean forEver : new boolean[] {false, true}) {
        int at = 1;
        while (failAt(at, forEver, part)) {
          at++;
        }
        points = Math.max(points, at);
      }
    }
    assertThat(points).isGreaterThan(30);
  }

  /** False if the workload was over before that many changes. */
  private boolean failAt(int at, boolean forEver, int part) {
    TestStore store = new TestStore(folder.resolve("%d-%b-%d".formatted(at, forEver, part)));
    Fault fault = new Fault(at, forEver, part);
    Disk disk = new WatchedDisk(store.directory(), fault);
    List<Head> acknowledged = new ArrayList<>(List.of(Head.EMPTY));
    String where =
        "change %d (%s, %d bytes)".formatted(at, forEver ? "from then on" : "once", part);
    try (FileStorageBackend backend = StoreOpening.open(disk, OpenMode.CREATE, store.options())) {
      work(backend, acknowledged, where);
    } catch (StorageException e) {
      assertThat(e.code()).as(where).isEqualTo(StorageError.STORE_FAILED);
    }
    Head last = acknowledged.getLast();
    if (!forEver && last.revision() > 0) {
      // What failed was cut off at once, so that no other process takes it for a commit.
      try (FileStorageBackend reader = store.open(OpenMode.READ_ONLY)) {
        assertThat(Commits.head(reader)).as("%s (%s)", where, fault.failed).isEqualTo(last);
      }
    }
    try (FileStorageBackend backend = store.open()) {
      Head head = TestStore.readAll(backend);
      assertThat(head.revision())
          .as("%s (%s)", where, fault.failed)
          .isIn(last.revision(), last.revision() + 2);
      try (BackendSnapshot snapshot = backend.snapshot()) {
        for (Head one : acknowledged.subList(1, acknowledged.size())) {
          assertThat(snapshot.commit(one.revision()).head()).as(where).isEqualTo(one);
        }
      }
      Commits.commit(backend, "after");
    }
    return !fault.failed.isEmpty();
  }

  private static void work(FileStorageBackend backend, List<Head> acknowledged, String where) {
    for (int i = 0; i < COMMITS; i++) {
      try {
        acknowledged.add(Commits.commit(backend, "a" + i, "b"));
      } catch (StorageException e) {
        assertThat(e.code()).as(where).isEqualTo(StorageError.STORE_FAILED);
        assertStopped(backend, acknowledged.getLast(), where);
        return;
      }
    }
  }

  private static void assertStopped(FileStorageBackend backend, Head last, String where) {
    assertThat(TestStore.readAll(backend)).as(where).isEqualTo(last);
    assertThatThrownBy(() -> backend.commit(Commits.batch(last, "x")))
        .as(where)
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.code()).isEqualTo(StorageError.STORE_FAILED))
        .hasMessageContaining("no more commits until it is opened again")
        .hasMessageContaining("no space left, said the test");
    backend.reserve(java.time.Duration.ofSeconds(1)).close();
  }

  @Test
  void shortWritesAreContinued() throws Exception {
    TestStore store = new TestStore(folder.resolve("short"));
    Watcher miserly =
        new Watcher() {
          @Override
          public int bytesOfWrite(int length) {
            return Math.min(length, 7);
          }
        };
    Head head;
    try (FileStorageBackend backend =
        StoreOpening.open(
            new WatchedDisk(store.directory(), miserly), OpenMode.CREATE, store.options())) {
      Commits.commit(backend, "a", "b");
      head = Commits.commit(backend, "c");
    }
    try (FileStorageBackend backend = store.open()) {
      assertThat(TestStore.readAll(backend)).isEqualTo(head);
    }
  }

  @Test
  void whatOneFailedToForceAnotherTakesOverOnlyOnceItIsForced() throws Exception {
    TestStore store = new TestStore(folder.resolve("takeover"));
    boolean[] broken = {false};
    Watcher noForce =
        new Watcher() {
          @Override
          public void beforeChange(String what) throws IOException {
            if (broken[0] && what.startsWith("force")) {
              throw new IOException("I/O error, said the test");
            }
          }
        };
    try (FileStorageBackend writer = store.open();
        FileStorageBackend reader =
            StoreOpening.open(
                new WatchedDisk(store.directory(), noForce), OpenMode.EXISTING, store.options())) {
      Head first = Commits.commit(writer, "a");
      assertThat(Commits.head(reader)).isEqualTo(first);
      broken[0] = true;
      Commits.commit(writer, "b");
      assertThatThrownBy(reader::snapshot)
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.code()).isEqualTo(StorageError.STORE_FAILED));
      broken[0] = false;
      assertStoppedAfterTakeover(reader, first);
    }
  }

  private static void assertStoppedAfterTakeover(FileStorageBackend reader, Head first) {
    assertThat(Commits.head(reader)).isEqualTo(first);
    assertThatThrownBy(() -> reader.commit(Commits.batch(first, "x")))
        .hasMessageContaining("no more commits until it is opened again");
  }

  @Test
  void aFailedReadIsReportedAndStopsNothing() throws Exception {
    TestStore store = new TestStore(folder.resolve("read"));
    boolean[] broken = {false};
    Watcher noLook =
        new Watcher() {
          @Override
          public void beforeLook(String what) throws IOException {
            if (broken[0]) {
              throw new IOException("I/O error, said the test");
            }
          }
        };
    try (FileStorageBackend backend =
        StoreOpening.open(
            new WatchedDisk(store.directory(), noLook), OpenMode.CREATE, store.options())) {
      Head head = Commits.commit(backend, "a");
      broken[0] = true;
      for (org.assertj.core.api.ThrowableAssert.ThrowingCallable call :
          List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
              backend::snapshot, () -> backend.commit(Commits.batch(head, "x")))) {
        assertThatThrownBy(call)
            .isInstanceOfSatisfying(
                StorageException.class,
                e -> assertThat(e.code()).isEqualTo(StorageError.STORE_FAILED))
            .hasMessageContaining("I/O error");
      }
      broken[0] = false;
      Commits.commit(backend, "b");
    }
  }
}
