package coop.covm.cli.bench;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Waits for threads that work on stores. An interrupt is for whoever waits, never for them: it
 * could break the files that they write.
 */
final class Workers {
  private Workers() {}

  /**
   * Waits until all have ended.
   *
   * @param stop asks all to end soon; called when the waiting thread is interrupted or one of them
   *     fails
   * @throws InterruptedException if the thread was interrupted; all have ended then too
   */
  static void await(List<Future<?>> workers, Runnable stop) throws InterruptedException {
    boolean interrupted = false;
    RuntimeException failure = null;
    for (Future<?> worker : workers) {
      boolean ended = false;
      while (!ended) {
        try {
          worker.get();
          ended = true;
        } catch (InterruptedException e) {
          interrupted = true;
          stop.run();
        } catch (ExecutionException e) {
          ended = true;
          stop.run();
          failure = failure == null ? failure(e) : failure;
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
    if (interrupted) {
      throw new InterruptedException();
    }
  }

  private static RuntimeException failure(ExecutionException e) {
    return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
  }
}
