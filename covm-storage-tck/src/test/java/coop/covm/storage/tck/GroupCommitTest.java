package coop.covm.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.OpenMode;
import coop.covm.storage.Session;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions that commit during one write share the next one, as if one came after the other. */
@Timeout(60)
final class GroupCommitTest extends StoreTesting {
  private final GatedBackend backend = new GatedBackend();
  private final Store store = closing(Store.over(backend, OpenMode.CREATE, InstantSource.system()));

  private Runnable afterTheFirstWaits = () -> {};

  @Override
  protected BackendPlace newPlace() {
    return mode -> backend;
  }

  @Test
  void readersOfOneKeyInOneGroupConflictAndOthersShareTheWrite() throws Exception {
    AtomicInteger conflicts = new AtomicInteger();
    List<Runnable> commits = new ArrayList<>();
    List<Session> blind = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Session session = session(store);
      session.begin(1);
      if (i == 0) {
        session.listKeys(prefix("org/contended"));
      } else {
        session.get(key("org/contended/x"));
      }
      session.set(key("org/contended/x"), number(i));
      commits.add(() -> countConflicts(session, conflicts));
    }
    for (int i = 0; i < 4; i++) {
      Session session = session(store);
      session.begin(1);
      session.increment(key("org/counter"), number(1));
      session.set(key("org/own/" + i), number(i));
      blind.add(session);
      commits.add(session::commit);
    }
    commitInOneGroup(commits);

    assertThat(conflicts).hasValue(2);
    assertThat(backend.batches()).containsExactly(1, 5);
    assertThat(read(store, "org/counter")).contains(number(4));
    for (int i = 0; i < 4; i++) {
      Session session = blind.get(i);
      assertThat(session.versions(key("org/own/" + i)).getFirst().revision())
          .isEqualTo(session.view());
      try (StoreView own = store.viewAt(session.view())) {
        assertThat(session.get(key("org/counter"))).isEqualTo(own.get(key("org/counter")));
      }
    }
    assertThat(blind.stream().map(Session::view).distinct()).hasSize(4);
  }

  @Test
  void anErrorWhileAGroupIsWrittenTellsNobodyThatItWasStored() throws Exception {
    AtomicInteger told = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    List<Runnable> commits = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Session session = session(store);
      String key = "org/own/" + i;
      commits.add(() -> {
        try {
          session.set(key(key), number(1));
          told.incrementAndGet();
        } catch (IllegalStateException | OutOfMemoryError e) {
          failed.incrementAndGet();
        }
      });
    }
    afterTheFirstWaits = backend::runOutOfMemory;
    commitInOneGroup(commits);
    assertThat(told).hasValue(0);
    assertThat(failed).hasValue(3);
    assertThat(store.revision()).isEqualTo(1);
    assertFails(
        StorageError.STORE_FAILED, () -> session(store).set(key("org/own/later"), number(1)));
  }

  /** Starts a first commit that waits in the backend, and the others while it does. */
  private void commitInOneGroup(List<Runnable> commits) throws InterruptedException {
    Session first = session(store);
    List<Thread> threads = new ArrayList<>();
    threads.add(Thread.ofPlatform().start(() -> first.set(key("vote/first"), number(1))));
    backend.awaitFirstWrite();
    afterTheFirstWaits.run();
    for (Runnable commit : commits) {
      threads.add(Thread.ofPlatform().start(commit));
    }
    for (Thread thread : threads) {
      while (!isWaitingToBeCommitted(thread)) {
        assertThat(Thread.interrupted()).as("gave up waiting for %s", thread).isFalse();
        Thread.onSpinWait();
      }
    }
    backend.open();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** The first waits at the gate; the others for the leader, having entered the queue. */
  private static boolean isWaitingToBeCommitted(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame ->
            frame.getClassName().endsWith("CommitQueue$Pending")
                || frame.getClassName().equals(GatedBackend.class.getName()));
  }

  private static void countConflicts(Session session, AtomicInteger conflicts) {
    try {
      session.commit();
    } catch (StorageException e) {
      assertThat(e.code()).isEqualTo(StorageError.TRANSACTION_CONFLICT);
      conflicts.incrementAndGet();
    }
  }
}
