package coop.covm.storage.disk;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for something that the operating system has no timed wait for: asks again, after short and
 * growing pauses, until the time is over. An interrupt neither ends the wait nor gets lost.
 */
public final class Patience implements AutoCloseable {
  private static final long FIRST_PAUSE_NANOS = 20_000;
  private static final long LONGEST_PAUSE_NANOS = 500_000;

  private final long startNanos = System.nanoTime();
  private final long limitNanos;
  private long pauseNanos = FIRST_PAUSE_NANOS;
  private boolean interrupted;

  public Patience(Duration limit) {
    this.limitNanos = limit.toNanos();
  }

  /** Pauses once; false, without a pause, when the time is over. */
  public boolean pause() {
    long leftNanos = limitNanos - (System.nanoTime() - startNanos);
    if (leftNanos <= 0) {
      return false;
    }
    interrupted |= Thread.interrupted(); // a pending interrupt would end each pause at once
    LockSupport.parkNanos(this, Math.min(pauseNanos, leftNanos));
    pauseNanos = Math.min(pauseNanos * 3 / 2, LONGEST_PAUSE_NANOS);
    return true;
  }

  public long waitedMillis() {
    return (System.nanoTime() - startNanos) / 1_000_000;
  }

  /** Gives back an interrupt that came meanwhile. */
  @Override
  public void close() {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
