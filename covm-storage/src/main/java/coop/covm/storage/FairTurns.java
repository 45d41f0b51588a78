package coop.covm.storage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may pass. While somebody holds a {@link FairTurn}, no other request enters the queue, for
 * about a second at most; turns are given in the order in which they were asked for.
 */
final class FairTurns {
  private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long MAX_WAIT_FOR_TURN_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ReentrantLock lock = new ReentrantLock();

  /** A turn was given back, the queue has become empty, or it was closed. */
  private final Condition changed = lock.newCondition();

  /** Whether requests are on their way that entered before. */
  private final BooleanSupplier busy;

  private final Deque<FairTurn> waitingForTurn = new ArrayDeque<>();
  private volatile @Nullable FairTurn turn;
  private volatile boolean closed;

  /**
   * How many wait for the queue to become empty, so that it can spare the signal if nobody does.
   */
  private final AtomicInteger waitingForQuiet = new AtomicInteger();

  FairTurns(BooleanSupplier busy) {
    this.busy = busy;
  }

  /**
   * Lets a request pass once nobody else has the turn.
   *
   * @throws StorageException {@code StoreClosed}
   */
  void pass(@Nullable FairTurn own) {
    if (turn == null && !closed) {
      return;
    }
    lock.lock();
    try {
      while (isHeld(turn) && turn != own && !closed) {
        awaitChange(holdNanos());
      }
      checkOpen();
    } finally {
      lock.unlock();
    }
  }

  /** The queue has become empty. */
  void quiet() {
    if (waitingForQuiet.get() > 0) {
      lock.lock();
      try {
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Waits for a turn, fairly, but not for ever: without one the transaction takes its chance.
   *
   * @return the turn, or null if it was not to be had in time
   */
  @Nullable FairTurn take() {
    lock.lock();
    try {
      long giveUp = System.nanoTime() + MAX_WAIT_FOR_TURN_NANOS;
      FairTurn mine = new FairTurn(0);
      waitingForTurn.add(mine);
      try {
        while (waitingForTurn.peek() != mine || isHeld(turn)) {
          checkOpen();
          if (giveUp - System.nanoTime() <= 0) {
            return null;
          }
          awaitChange(Math.min(holdNanos(), giveUp - System.nanoTime()));
        }
        mine.extendTo(System.nanoTime() + 2 * TURN_NANOS);
        turn = mine;
      } finally {
        waitingForTurn.remove(mine);
        changed.signalAll();
      }
      // Requests that entered before the turn are let out, else they would spoil it.
      waitingForQuiet.incrementAndGet();
      while (busy.getAsBoolean() && isHeld(mine)) {
        awaitChange(mine.remainingNanos());
      }
      waitingForQuiet.decrementAndGet();
      return mine;
    } finally {
      lock.unlock();
    }
  }

  /** The turn lasts from now on, since taking it across processes may have needed time. */
  void start(FairTurn mine) {
    lock.lock();
    try {
      if (turn == mine) {
        mine.extendTo(System.nanoTime() + TURN_NANOS);
      }
    } finally {
      lock.unlock();
    }
  }

  void end(FairTurn mine) {
    lock.lock();
    try {
      if (turn == mine) {
        turn = null;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets nobody pass any more, and waits for those who have. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      waitingForQuiet.incrementAndGet();
      while (busy.getAsBoolean()) {
        awaitChange(MAX_WAIT_FOR_TURN_NANOS);
      }
      waitingForQuiet.decrementAndGet();
    } finally {
      lock.unlock();
    }
  }

  private static boolean isHeld(@Nullable FairTurn turn) {
    return turn != null && turn.remainingNanos() > 0;
  }

  /** How long the one who has the turn may keep it still; a long time if nobody has. */
  private long holdNanos() {
    FairTurn held = turn;
    long left = held == null ? 0 : held.remainingNanos();
    return left > 0 ? left : MAX_WAIT_FOR_TURN_NANOS;
  }

  private void checkOpen() {
    if (closed) {
      throw new StorageException(StorageError.STORE_CLOSED, "the store has been closed");
    }
  }

  /** Waits for a signal or until the time is over; an interrupt stays set and ends nothing. */
  private void awaitChange(long nanos) {
    long deadline = System.nanoTime() + nanos;
    boolean interrupted = false;
    try {
      for (long left = nanos; left > 0; left = deadline - System.nanoTime()) {
        try {
          changed.awaitNanos(left);
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
