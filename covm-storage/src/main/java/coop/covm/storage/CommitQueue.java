package coop.covm.storage;

import coop.covm.storage.CommitRequest.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets the requests of many sessions be committed together. The first that comes leads: it commits
 * at once, alone if nobody else is there; those that come meanwhile queue, and when it is done the
 * first of them leads all of them. So nobody waits for company, and a write to disk is shared by
 * whoever came during the one before (leader and followers, as in PostgreSQL's and RocksDB's group
 * commit).
 *
 * <p>A {@link FairTurn} lets one transaction through: while somebody holds it, no other request
 * enters.
 */
final class CommitQueue {
  private static final int MAX_GROUP = 512;
  private static final long MAX_GROUP_BYTES = 32L << 20;
  private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long MAX_WAIT_FOR_TURN_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ReentrantLock lock = new ReentrantLock();

  /** Somebody left: a turn was given back, the last group is done, or the queue was closed. */
  private final Condition changed = lock.newCondition();

  private final Consumer<List<Pending>> work;
  private final Deque<Pending> waiting = new ArrayDeque<>();
  private final Deque<FairTurn> waitingForTurn = new ArrayDeque<>();
  private @Nullable FairTurn turn;
  private boolean leading;
  private boolean closed;

  /**
   * @param work commits a group, in one thread at a time, and settles each of it
   */
  CommitQueue(Consumer<List<Pending>> work) {
    this.work = work;
  }

  /** Commits the request together with whatever else waits. */
  Outcome submit(CommitRequest request) {
    Pending pending = new Pending(request, lock.newCondition());
    List<Pending> group = enter(pending);
    if (!group.isEmpty()) {
      lead(group);
    }
    return pending.outcome();
  }

  /**
   * Waits for the outcome, or for the lead.
   *
   * @return the group to lead, or empty if the outcome is there
   */
  private List<Pending> enter(Pending pending) {
    lock.lock();
    try {
      waitWhileAnotherHasTheTurn(pending.request.turn());
      checkOpen();
      waiting.add(pending);
      while (leading && !pending.leads && !pending.isSettled()) {
        pending.stirred.awaitUninterruptibly();
      }
      if (pending.isSettled()) {
        return List.of();
      }
      leading = true;
      return takeGroup();
    } finally {
      lock.unlock();
    }
  }

  private List<Pending> takeGroup() {
    List<Pending> group = new ArrayList<>();
    long bytes = 0;
    while (!waiting.isEmpty() && group.size() < MAX_GROUP && bytes < MAX_GROUP_BYTES) {
      Pending next = waiting.remove();
      bytes += next.request.bytes();
      group.add(next);
    }
    return group;
  }

  private void lead(List<Pending> group) {
    try {
      work.accept(group);
    } finally {
      lock.lock();
      try {
        group.forEach(Pending::wake);
        Pending next = waiting.peek();
        if (next == null) {
          leading = false;
          changed.signalAll();
        } else {
          next.leads = true;
          next.stirred.signal();
        }
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
  @Nullable FairTurn takeTurn() {
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
      while (leading && isHeld(mine)) {
        awaitChange(mine.remainingNanos());
      }
      return mine;
    } finally {
      lock.unlock();
    }
  }

  /** The turn lasts from now on, since taking it across processes may have needed time. */
  void startTurn(FairTurn mine) {
    lock.lock();
    try {
      if (turn == mine) {
        mine.extendTo(System.nanoTime() + TURN_NANOS);
      }
    } finally {
      lock.unlock();
    }
  }

  void endTurn(FairTurn mine) {
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

  /** Refuses new requests and waits for those under way. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      while (leading) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void waitWhileAnotherHasTheTurn(@Nullable FairTurn own) {
    while (isHeld(turn) && turn != own && !closed) {
      awaitChange(holdNanos());
    }
  }

  private static boolean isHeld(@Nullable FairTurn turn) {
    return turn != null && turn.remainingNanos() > 0;
  }

  /** How long the one who has the turn may keep it still; a long time if nobody has. */
  private long holdNanos() {
    long left = turn == null ? 0 : turn.remainingNanos();
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

  /** A request with its outcome to come. */
  static final class Pending {
    private final CommitRequest request;
    private final Condition stirred;
    private boolean leads;
    private boolean woken;
    private @Nullable Outcome outcome;

    private Pending(CommitRequest request, Condition stirred) {
      this.request = request;
      this.stirred = stirred;
    }

    CommitRequest request() {
      return request;
    }

    void settle(Outcome settled) {
      outcome = settled;
    }

    private void wake() {
      woken = true;
      stirred.signal();
    }

    private boolean isSettled() {
      return woken;
    }

    private Outcome outcome() {
      if (outcome == null) {
        throw new IllegalStateException("the thread that led the commit died of a bug");
      }
      return outcome;
    }
  }
}
