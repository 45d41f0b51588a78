package coop.covm.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.OpenMode;
import coop.covm.storage.file.LockFile.Held;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.StorageBackend.CommitTurn;
import coop.covm.storage.tck.Commits;
import coop.covm.storage.tck.disk.WatchedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Locks and turns between backends of one process; the other tests do it between processes. */
@Timeout(60)
final class LockFileTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;
  TestStore store = new TestStore(Path.of("."));

  @BeforeEach
  void setUp() {
    store = new TestStore(folder.resolve("data"));
  }

  @Test
  void oneHoldsTheJournalAtATime() throws Exception {
    try (LockFile one = LockFile.open(folder, true);
        LockFile two = LockFile.open(folder, true)) {
      CompletableFuture<String> second = new CompletableFuture<>();
      AtomicBoolean released = new AtomicBoolean();
      CountDownLatch started = new CountDownLatch(1);
      Held held = one.lockJournal(true, LONG);
      Thread.ofPlatform()
          .start(() -> {
            started.countDown();
            try (Held _ = two.lockJournal(false, LONG)) {
              second.complete(released.get() ? "after" : "too early");
            } catch (IOException e) {
              second.completeExceptionally(e);
            }
          });
      started.await();
      assertThatThrownBy(() -> one.lockJournal(true, LONG))
          .isInstanceOf(IllegalStateException.class);
      released.set(true);
      held.close();
      assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo("after");
    }
  }

  @Test
  void aLockFileThatWasReplacedIsNoticed() throws Exception {
    try (LockFile lock = LockFile.open(folder, true)) {
      lock.lockJournal(true, LONG).close();
      Files.delete(folder.resolve(StoreLayout.LOCK));
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> lock.lockJournal(true, LONG))
            .hasMessageContaining("removed or replaced");
        if (i == 0) {
          Files.createFile(folder.resolve(StoreLayout.LOCK));
        }
      }
    }
  }

  @Test
  void theIndexSnapshotHasOneWriter() throws Exception {
    try (LockFile one = LockFile.open(folder, true);
        LockFile two = LockFile.open(folder, true)) {
      try (Held _ = one.tryIndexSnapshot().orElseThrow()) {
        assertThat(two.tryIndexSnapshot()).isEmpty();
      }
      two.tryIndexSnapshot().orElseThrow().close();
    }
  }

  @Test
  void whileOneHasTheTurnOthersCommitOnlyAfterIt() throws Exception {
    try (FileStorageBackend favoured = store.open();
        FileStorageBackend other = store.open()) {
      Head head = Commits.commit(favoured, "a");
      CommitTurn turn = favoured.reserve(Duration.ofSeconds(5));
      CompletableFuture<Void> waiting =
          CompletableFuture.runAsync(() -> commitAfter(other, head), runnable -> start(runnable));
      // The holder commits; the other one then finds that the head has moved.
      for (int i = 0; i < 20; i++) {
        Commits.commit(favoured, "b" + i);
        assertThat(waiting).isNotDone();
      }
      turn.close();
      turn.close();
      waiting.get(30, TimeUnit.SECONDS);
      Commits.commit(other, "c");
      assertThat(Commits.head(favoured).revision()).isEqualTo(22);
    }
  }

  @Test
  void aTurnBeginsAfterTheCommitThatWasUnderWay() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean armed = new AtomicBoolean();
    WatchedDisk.Watcher slow =
        new WatchedDisk.Watcher() {
          @Override
          public void beforeChange(String what) throws IOException {
            if (armed.get() && what.startsWith("write journal")) {
              writing.countDown();
              try {
                goOn.await();
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
            }
          }
        };
    try (FileStorageBackend favoured = store.open();
        FileStorageBackend other =
            StoreOpening.open(
                new WatchedDisk(store.directory(), slow), OpenMode.EXISTING, store.options())) {
      armed.set(true);
      CompletableFuture<Head> commit =
          CompletableFuture.supplyAsync(() -> Commits.commit(other, "a"), LockFileTest::start);
      writing.await();
      CompletableFuture<Head> turn =
          CompletableFuture.supplyAsync(() -> headInTurn(favoured), LockFileTest::start);
      assertThatThrownBy(() -> turn.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      goOn.countDown();
      assertThat(turn.get(30, TimeUnit.SECONDS)).isEqualTo(commit.get(30, TimeUnit.SECONDS));
    }
  }

  private static Head headInTurn(FileStorageBackend backend) {
    try (CommitTurn _ = backend.reserve(Duration.ofSeconds(5))) {
      return Commits.head(backend);
    }
  }

  private static void start(Runnable runnable) {
    Thread.ofPlatform().start(runnable);
  }

  private static void commitAfter(FileStorageBackend backend, Head head) {
    assertThatThrownBy(() -> backend.commit(Commits.batch(head, "x")))
        .isInstanceOf(coop.covm.storage.spi.HeadMovedException.class);
  }

  @Test
  void aTurnEndsWithItsTime() {
    try (FileStorageBackend forgetful = store.open();
        FileStorageBackend other = store.open()) {
      CommitTurn turn = forgetful.reserve(Duration.ofMillis(200));
      long start = System.nanoTime();
      Commits.commit(other, "a");
      long waitedMillis = (System.nanoTime() - start) / 1_000_000;
      assertThat(waitedMillis).isBetween(1L, 5_000L);
      turn.close();
    }
  }

  @Test
  void aTurnThatIsNotToBeHadInTimeIsDoneWithout() {
    try (FileStorageBackend one = store.open();
        FileStorageBackend two = store.open()) {
      CommitTurn turn = one.reserve(Duration.ofSeconds(5));
      two.reserve(Duration.ofMillis(50)).close();
      two.reserve(Duration.ZERO).close();
      two.reserve(Duration.ofSeconds(-1)).close();
      Commits.commit(one, "a");
      turn.close();
      two.reserve(Duration.ofSeconds(5)).close();
    }
  }

  @Test
  void closingABackendThatHasTheTurnHoldsNobodyUp() {
    try (FileStorageBackend other = store.open()) {
      FileStorageBackend one = store.open();
      CommitTurn turn = one.reserve(Duration.ofMillis(300));
      one.close();
      Commits.commit(other, "a");
      turn.close();
    }
  }
}
