package coop.covm.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A store whose commits can be made to come in one group, in the order they are given in. */
final class OneGroup {
  private final GatedBackend backend = new GatedBackend(false);
  final Store store = Store.over(backend, OpenMode.CREATE, InstantSource.system());

  /** Commits each in a thread of its own, all of them while a first commit is being written. */
  void commit(Runnable first, List<Runnable> others) throws InterruptedException {
    backend.shut();
    List<Thread> threads = new ArrayList<>();
    threads.add(Thread.ofPlatform().start(first));
    backend.awaitFirstWrite();
    for (Runnable commit : others) {
      Thread thread = Thread.ofPlatform().start(commit);
      threads.add(thread);
      while (!isWaitingToBeCommitted(thread)) {
        assertThat(thread.isAlive()).as("a commit that does not wait").isTrue();
        assertThat(Thread.interrupted()).as("gave up waiting for %s", thread).isFalse();
        Thread.onSpinWait();
      }
    }
    backend.open();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static boolean isWaitingToBeCommitted(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().endsWith("CommitQueue$Pending"));
  }
}
