package coop.covm.storage.file;

import coop.covm.storage.disk.Disk;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes an index snapshot now and then, on a thread of its own: when the journal has grown by a
 * quarter since the last one, and by a least size. So all of them together cost no more than a few
 * times the last one.
 */
final class IndexSnapshots implements AutoCloseable {
  private final Disk disk;
  private final LockFile lock;
  private final FileStoreOptions options;

  private long coveredBytes;
  private @Nullable Thread writer;
  private boolean closed;

  /**
   * @param coveredBytes how much of the journal the snapshot on the disk covers
   */
  IndexSnapshots(Disk disk, LockFile lock, FileStoreOptions options, long coveredBytes) {
    this.disk = disk;
    this.lock = lock;
    this.options = options;
    this.coveredBytes = coveredBytes;
  }

  /** Starts to write one of this state if it is time. Returns at once. */
  synchronized void consider(JournalState state) {
    long grown = state.bytes() - coveredBytes;
    boolean busy = writer != null && writer.isAlive();
    if (closed
        || busy
        || grown < options.indexSnapshotBytes()
        || grown < coveredBytes / 4
        || !state.active().ended()) {
      return;
    }
    coveredBytes = state.bytes();
    writer = Thread.ofPlatform().daemon().name("covm-index-snapshot").start(() -> write(state));
  }

  /** Starts to write one of this state although it has not grown, since segments were rewritten. */
  synchronized void renew(JournalState state) {
    coveredBytes = 0;
    consider(state);
  }

  private void write(JournalState state) {
    try {
      IndexSnapshotFile.write(disk, lock, state);
    } catch (IOException e) {
      options
          .warnings()
          .warn(
              "%s could not be written, so that opening takes longer: %s"
                  .formatted(disk.directory().resolve(StoreLayout.INDEX), e.getMessage()));
    }
  }

  /** Waits for the one that is being written. */
  @Override
  public void close() {
    Thread last;
    synchronized (this) {
      closed = true;
      last = writer;
    }
    boolean interrupted = false;
    while (last != null && last.isAlive()) {
      try {
        last.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
