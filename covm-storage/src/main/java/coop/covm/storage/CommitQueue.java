package coop.covm.storage;

import coop.covm.storage.CommitRequest.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets the requests of many sessions be committed together. The first that comes leads: it commits
 * at once, alone if nobody else is there; those that come meanwhile queue, and when it is done the
 * first of them leads all of them. So nobody waits for company, and a write to disk is shared by
 * whoever came during the one before (leader and followers, as in PostgreSQL's and RocksDB's group
 * commit).
 *
 * <p>After a group of several, the next leader lets those come who were just told and go on at
 * once: it gives way for a moment, a fraction of what a write takes, as long as fewer wait than
 * were in that group. Without it every second group has one member, and many sessions pay two
 * writes for one (compare PostgreSQL's {@code commit_siblings}). A lone session follows a group of
 * one.
 *
 * <p>A {@link FairTurn} lets one transaction through: while somebody holds it, no other request
 * enters.
 */
final class CommitQueue {
  private static final int MAX_GROUP = 512;
  private static final long MAX_GROUP_BYTES = 32L << 20;
  private static final long LONGEST_GATHERING_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  private final Consumer<List<Pending>> work;
  private final Queue<Pending> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waitingCount = new AtomicInteger();

  /** How many the last group had, and how long it took; used by the leader alone. */
  private int lastGroup = 1;

  private long lastNanos;

  /** Whether somebody leads; the leader alone takes requests out of the queue. */
  private final AtomicBoolean led = new AtomicBoolean();

  private final FairTurns turns = new FairTurns(() -> led.get() || !waiting.isEmpty());

  /** Called between entering and asking for the lead, the one gap that others can slip into. */
  private final Runnable entered;

  /**
   * @param work commits a group, in one thread at a time, and settles each of it
   */
  CommitQueue(Consumer<List<Pending>> work) {
    this(work, () -> {});
  }

  /**
   * @param entered is run when a request has entered, before its session asks for the lead
   */
  CommitQueue(Consumer<List<Pending>> work, Runnable entered) {
    this.work = work;
    this.entered = entered;
  }

  /** Who may pass before others. */
  FairTurns turns() {
    return turns;
  }

  /** Commits the request together with whatever else waits. */
  Outcome submit(CommitRequest request) {
    turns.pass(request.turn());
    Pending pending = new Pending(request);
    waiting.add(pending);
    waitingCount.incrementAndGet();
    entered.run();
    boolean leads = led.compareAndSet(false, true);
    while (!pending.isOver()) {
      if (leads) {
        lead();
        leads = false; // a full group may have left this request behind
      } else {
        leads = pending.await();
      }
    }
    if (leads) {
      passLead(); // another committed this request before the lead was free again
    }
    return pending.outcome();
  }

  private void lead() {
    List<Pending> group = new ArrayList<>();
    long start = System.nanoTime();
    try {
      gather();
      takeGroup(group);
      lastGroup = group.size();
      start = System.nanoTime();
      work.accept(group);
    } finally {
      lastNanos = System.nanoTime() - start;
      passLead(); // first, so that the next group is under way while this one is told
      group.forEach(Pending::end);
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // only a hint; nothing depends on what it does
  private void gather() {
    if (lastGroup > 1 && waitingCount.get() < lastGroup) {
      long end = System.nanoTime() + Math.min(lastNanos / 4, LONGEST_GATHERING_NANOS);
      do {
        Thread.yield();
      } while (waitingCount.get() < lastGroup && System.nanoTime() < end);
    }
  }

  private void takeGroup(List<Pending> group) {
    long bytes = 0;
    while (group.size() < MAX_GROUP && bytes < MAX_GROUP_BYTES) {
      Pending next = waiting.poll();
      if (next == null) {
        break;
      }
      waitingCount.decrementAndGet();
      bytes += next.request.bytes();
      group.add(next);
    }
  }

  private void passLead() {
    Pending next = waiting.peek();
    while (next == null) {
      led.set(false);
      turns.quiet();
      if (waiting.isEmpty() || !led.compareAndSet(false, true)) {
        return;
      }
      // Somebody came after the look and before the lead was free, and so waits for it.
      next = waiting.peek();
    }
    next.lead();
  }

  /** Refuses new requests and waits for those under way. */
  void close() {
    turns.close();
  }

  /** A request with its outcome to come. */
  static final class Pending {
    private final CommitRequest request;
    private final Thread session = Thread.currentThread();
    private @Nullable Outcome outcome;
    private volatile Stage stage = Stage.WAITING;

    private Pending(CommitRequest request) {
      this.request = request;
    }

    CommitRequest request() {
      return request;
    }

    /** Sets the outcome, which is told when the whole group is done; the last one set counts. */
    void settle(Outcome settled) {
      outcome = settled;
    }

    /**
     * Waits for the outcome or for the lead. An interrupt stays set and ends nothing, since the
     * commit is under way.
     *
     * @return whether it is to lead
     */
    private boolean await() {
      boolean interrupted = false;
      while (stage == Stage.WAITING) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
      if (interrupted) {
        session.interrupt();
      }
      return stage == Stage.LEADS;
    }

    private void lead() {
      move(Stage.LEADS);
    }

    private void end() {
      move(Stage.OVER);
    }

    private void move(Stage next) {
      stage = next;
      if (session != Thread.currentThread()) {
        LockSupport.unpark(session);
      }
    }

    private boolean isOver() {
      return stage == Stage.OVER;
    }

    private Outcome outcome() {
      if (outcome == null) {
        throw new IllegalStateException("the thread that led the commit died of a bug");
      }
      return outcome;
    }

    private enum Stage {
      WAITING,
      LEADS,
      OVER
    }
  }
}
