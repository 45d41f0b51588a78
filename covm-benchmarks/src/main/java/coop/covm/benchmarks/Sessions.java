package coop.covm.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many threads that do the same for a time. */
final class Sessions {
  private Sessions() {}

  /** Does one operation of a session. */
  @FunctionalInterface
  interface Operation {
    void run(int session, long number) throws Exception;
  }

  /** Operations done by all sessions together. */
  static long work(int sessions, boolean virtual, long nanos, Operation operation)
      throws Exception {
    if (sessions == 1) {
      return loop(0, System.nanoTime() + nanos, operation);
    }
    try (ExecutorService threads =
        virtual
            ? Executors.newVirtualThreadPerTaskExecutor()
            : Executors.newFixedThreadPool(sessions)) {
      CountDownLatch ready = new CountDownLatch(sessions);
      long end = System.nanoTime() + nanos;
      List<Future<Long>> results = new ArrayList<>();
      for (int i = 0; i < sessions; i++) {
        int session = i;
        results.add(
            threads.submit(() -> {
              ready.countDown();
              ready.await();
              return loop(session, end, operation);
            }));
      }
      long total = 0;
      for (Future<Long> result : results) {
        total += result.get();
      }
      return total;
    }
  }

  private static long loop(int session, long end, Operation operation) throws Exception {
    long done = 0;
    while (System.nanoTime() < end) {
      operation.run(session, done);
      done++;
    }
    return done;
  }
}
