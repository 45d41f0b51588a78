package coop.covm.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A while in which one store works and all others wait. */
final class Slice {
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Contender contender;
  private final Settings.Length length;
  private final OptionalLong rate;
  private final AtomicLong begun = new AtomicLong();
  private volatile boolean stopped;

  /**
   * @param rate how many operations a second begin; empty: as many as can
   */
  Slice(Contender contender, Settings.Length length, OptionalLong rate) {
    this.contender = contender;
    this.length = length;
    this.rate = rate;
  }

  /**
   * Lets all sessions work to the end of the slice.
   *
   * @throws InterruptedException if the thread is interrupted; the sessions have ended then too,
   *     and what they did is noted
   */
  void run(ExecutorService threads) throws InterruptedException {
    long start = System.nanoTime();
    List<Future<?>> sessions = new ArrayList<>();
    for (int i = 0; i < contender.sessions(); i++) {
      int session = i;
      sessions.add(threads.submit(() -> work(session, start)));
    }
    try {
      Workers.await(sessions, () -> stopped = true);
    } finally {
      contender.worked(System.nanoTime() - start);
    }
  }

  private void work(int session, long start) {
    while (!stopped) {
      long number = begun.getAndIncrement();
      if (isOver(number, start)) {
        return;
      }
      long due = rate.isPresent() ? await(start + dueNanos(number)) : System.nanoTime();
      if (stopped) {
        return;
      }
      contender.run(session);
      contender.note(session, System.nanoTime() - due);
    }
  }

  private boolean isOver(long number, long start) {
    return switch (length) {
      case Settings.Count(long operations) -> number >= operations;
      case Settings.Nanos(long nanos) ->
          rate.isPresent() ? dueNanos(number) >= nanos : System.nanoTime() - start >= nanos;
    };
  }

  private long dueNanos(long number) {
    long each = rate.orElseThrow();
    return number / each * SECOND_NANOS + number % each * SECOND_NANOS / each;
  }

  /** Waits until an operation is due, if it is not late. */
  private long await(long due) {
    long left = due - System.nanoTime();
    while (left > 0 && !stopped) {
      LockSupport.parkNanos(left);
      left = due - System.nanoTime();
    }
    return due;
  }
}
