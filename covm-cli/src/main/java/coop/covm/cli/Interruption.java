package coop.covm.cli;

import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a run end in order when the process is told to stop (Ctrl-C, a plain kill): the run is
 * interrupted, its open transaction rolled back, its store closed, and only then does the process
 * end. Begun and closed by the thread that runs the program, around all that must be in order.
 */
final class Interruption implements AutoCloseable {
  /** How long the process waits for the run: longer than any single commit should take. */
  private static final long PATIENCE_SECONDS = 10;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean told;

  private Interruption(Runnable stop) {
    this.hook =
        new Thread(
            () -> {
              told = true;
              stop.run();
              awaitEnd();
            },
            "covm-interruption");
  }

  static Interruption begin() {
    return begin(Thread.currentThread()::interrupt);
  }

  /**
   * The same for work that heeds no interrupt of its thread: the store is closed under it, so that
   * it ends with {@code StoreClosed}.
   */
  static Interruption closing(Store store) {
    return begin(() -> {
      try {
        store.close();
      } catch (StorageException e) {
        // Whoever works with the store meets the same fault and tells of it.
      }
    });
  }

  private static Interruption begin(Runnable stop) {
    Interruption interruption = new Interruption(stop);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Whether the process was told to stop. */
  boolean isTold() {
    return told;
  }

  private void awaitEnd() {
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("covm: the run did not stop in time; the process ends anyway");
      }
    } catch (InterruptedException e) {
      // Nobody else knows this thread; ending at once is what it asks for.
      Thread.currentThread().interrupt();
    }
  }

  /** All is in order; a process that was told to stop ends now. */
  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The process is ending already, and with the exit code of the signal.
    }
  }
}
