package coop.covm.storage.file;

import coop.covm.storage.spi.StorageBackend.CommitTurn;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A turn that ends when it is closed or when its time is over, whichever is first. */
final class Reservation implements CommitTurn {
  private final CommitTurns.Turn turn;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  private Reservation(CommitTurns.Turn turn) {
    this.turn = turn;
  }

  /**
   * Starts the time of a turn. A committer may have looked at the turn just before it was taken,
   * and be writing; passing through the journal lock once lets it finish, so that the snapshot
   * which the holder takes next shows it.
   */
  static Reservation begin(LockFile lock, CommitTurns.Turn turn, Duration atMost)
      throws IOException {
    Reservation reservation = new Reservation(turn);
    boolean begun = false;
    try {
      lock.lockJournal(false, LockFile.JOURNAL_PATIENCE).close();
      Thread.ofVirtual().name("covm-turn").start(() -> reservation.endAfter(atMost));
      begun = true;
      return reservation;
    } finally {
      if (!begun) {
        reservation.close();
      }
    }
  }

  private void endAfter(Duration time) {
    try {
      if (!closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        close();
      }
    } catch (InterruptedException e) {
      close(); // nobody interrupts this thread, but if so, the turn must not stay
    }
  }

  @Override
  public void close() {
    if (ended.compareAndSet(false, true)) {
      closed.countDown();
      turn.giveBack();
    }
  }
}
