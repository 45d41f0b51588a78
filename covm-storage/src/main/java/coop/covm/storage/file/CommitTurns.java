package coop.covm.storage.file;

import coop.covm.storage.disk.Patience;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who may commit before others. One holder, a backend of this or of another process, has the turn
 * at a time; committers that find it elsewhere wait until it is free, without holding anything.
 *
 * <p>The holder takes the turn first and the journal afterwards. A committer that holds the journal
 * only looks at the turn and never waits for it: it lets the journal go first. So the two cannot
 * wait for each other. Each wait has an end: takers give up after their time, holders lose the turn
 * after theirs, committers stop waiting after {@link #COMMITTER_PATIENCE} even for a holder whose
 * process is stopped.
 */
final class CommitTurns {
  /** The longest turn. */
  static final Duration LONGEST = Duration.ofSeconds(5);

  /** How long a committer lets others go first before it commits regardless. */
  static final Duration COMMITTER_PATIENCE = Duration.ofSeconds(10);

  private final LockFile file;

  /** In front of the byte: one backend of this process has it, or waits for it. */
  private final Semaphore candidate = new Semaphore(1, true);

  /** Guards the byte and {@link #holder}. Held for two system calls at most. */
  private final ReentrantLock guard = new ReentrantLock();

  private @Nullable Object holder;

  CommitTurns(LockFile file) {
    this.file = file;
  }

  /** The turn, if it gets free within the time. The right is given back by any thread, once. */
  Optional<Turn> take(Object backend, Duration limit) throws IOException {
    try (Patience patience = new Patience(limit)) {
      while (!candidate.tryAcquire()) {
        if (!patience.pause()) {
          return Optional.empty();
        }
      }
      @Nullable FileLock lock = null;
      try {
        lock = tryToHold(backend);
        while (lock == null && patience.pause()) {
          lock = tryToHold(backend);
        }
      } finally {
        if (lock == null) {
          candidate.release();
        }
      }
      return lock == null ? Optional.empty() : Optional.of(new Turn(lock));
    }
  }

  private @Nullable FileLock tryToHold(Object backend) throws IOException {
    guard.lock();
    try {
      @Nullable FileLock lock = file.tryByte(LockFile.Region.TURN, true);
      if (lock != null) {
        holder = backend;
      }
      return lock;
    } finally {
      guard.unlock();
    }
  }

  /** Whether another backend, of this process or of another one, has the turn. */
  boolean isElsewhere(Object backend) throws IOException {
    guard.lock();
    try {
      if (holder != null) {
        return !holder.equals(backend);
      }
      @Nullable FileLock probe = file.tryByte(LockFile.Region.TURN, false);
      if (probe == null) {
        return true;
      }
      probe.release();
      return false;
    } finally {
      guard.unlock();
    }
  }

  /** The turn of one backend. */
  final class Turn {
    private final FileLock lock;

    private Turn(FileLock lock) {
      this.lock = lock;
    }

    void giveBack() {
      guard.lock();
      try {
        holder = null;
        lock.release();
      } catch (IOException e) {
        // The file was closed meanwhile, and the lock went with it.
      } finally {
        guard.unlock();
        candidate.release();
      }
    }
  }
}
