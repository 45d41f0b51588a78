package coop.covm.storage;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Tells those who wait that there are new commits, and nothing of them: what came they read from
 * the log. So telling costs a commit next to nothing, however many wait and however slow they are.
 */
final class CommitArrivals {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stirred = lock.newCondition();

  /** The newest revision that was told. */
  private final AtomicLong newest = new AtomicLong();

  /** How many wait; raised before they look at what was told, so that nobody is missed. */
  private final AtomicInteger waiting = new AtomicInteger();

  /** A commit of this revision can be seen now. Never waits. */
  void tell(long revision) {
    if (newest.getAndAccumulate(revision, Math::max) < revision && waiting.get() > 0) {
      stirAll();
    }
  }

  /** Lets everybody who waits look again at what they wait for. */
  void stirAll() {
    lock.lock();
    try {
      stirred.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until a commit beyond the revision was told, the waiter gives up, or the time is over.
   *
   * @param givesUp asked again whenever {@link #stirAll} was called
   */
  void await(long revision, BooleanSupplier givesUp, long atMostNanos) throws InterruptedException {
    lock.lockInterruptibly();
    waiting.incrementAndGet();
    try {
      long left = atMostNanos;
      while (left > 0 && newest.get() <= revision && !givesUp.getAsBoolean()) {
        left = stirred.awaitNanos(left);
      }
    } finally {
      waiting.decrementAndGet();
      lock.unlock();
    }
  }
}
