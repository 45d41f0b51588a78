package coop.covm.storage.rocksdb;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Applies groups to the index while the log is being flushed. Nobody sees them before both are
 * done, because snapshots are taken afterwards.
 */
final class IndexThread implements AutoCloseable {
  /** Below, handing the work to another thread costs more than it saves. */
  private static final int FEWEST_COMMITS = 3;

  private final Index index;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("covm-rocksdb-index").factory());

  IndexThread(Index index) {
    this.index = index;
  }

  /** Work that has begun, or waits to be done by who asks for its end. */
  @FunctionalInterface
  interface Applying {
    /**
     * Waits for the end.
     *
     * @param wanted whether the group is in the log; if not, nothing is begun any more, and what
     *     the work threw is of no interest
     */
    void end(boolean wanted);
  }

  Applying begin(PreparedGroup group) {
    Runnable work = () -> index.apply(group.records(), group.spans(), group.after());
    if (group.records().size() < FEWEST_COMMITS) {
      return wanted -> {
        if (wanted) {
          work.run();
        }
      };
    }
    Future<?> done = thread.submit(work);
    return wanted -> await(done, wanted);
  }

  /** An interrupt stays set and ends nothing, since the commit is under way. */
  private static void await(Future<?> done, boolean wanted) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          done.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (!wanted) {
            return; // the caller tells why the log was not written
          }
          switch (e.getCause()) {
            case RuntimeException unchecked -> throw unchecked;
            case Error error -> throw error;
            case null, default -> throw new IllegalStateException(e);
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
