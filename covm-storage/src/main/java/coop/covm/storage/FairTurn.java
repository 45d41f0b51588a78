package coop.covm.storage;

import coop.covm.storage.spi.StorageBackend.CommitTurn;
import org.jspecify.annotations.Nullable;

/**
 * The right of one transaction to commit before others, until it is given back or its time is over.
 * The committer's lock guards it.
 */
final class FairTurn {
  private long deadlineNanos;
  private @Nullable CommitTurn acrossProcesses;

  FairTurn(long deadlineNanos) {
    this.deadlineNanos = deadlineNanos;
  }

  /** How long it lasts still; not positive when it is over. */
  long remainingNanos() {
    return deadlineNanos - System.nanoTime();
  }

  void extendTo(long nanos) {
    deadlineNanos = nanos;
  }

  void holds(CommitTurn turn) {
    acrossProcesses = turn;
  }

  /**
   * Gives back what holds other processes back; outside of any lock, since it may take a moment.
   */
  void release() {
    CommitTurn turn = acrossProcesses;
    acrossProcesses = null;
    if (turn != null) {
      turn.close();
    }
  }
}
