package coop.covm.cli;

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

  private Interruption(Thread running) {
    this.hook =
        new Thread(
            () -> {
              running.interrupt();
              awaitEnd();
            },
            "covm-interruption");
  }

  static Interruption begin() {
    Interruption interruption = new Interruption(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
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
