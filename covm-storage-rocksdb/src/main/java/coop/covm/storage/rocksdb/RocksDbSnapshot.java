package coop.covm.storage.rocksdb;

import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.Faults;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.IndexCursor;
import coop.covm.storage.spi.KeyRange;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One view of the index; commits are read from the log when they are asked for. */
final class RocksDbSnapshot implements BackendSnapshot {
  private final Disk disk;
  private final LogReader log;
  private final Index index;
  private final SharedSnapshot shared;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Takes over one part in the shared snapshot. */
  RocksDbSnapshot(Disk disk, LogReader log, Index index, SharedSnapshot shared) {
    this.disk = disk;
    this.log = log;
    this.index = index;
    this.shared = shared;
  }

  @Override
  public Head head() {
    requireOpen();
    return shared.head();
  }

  @Override
  public Optional<byte[]> get(byte[] key) {
    requireOpen();
    return index.get(shared, key);
  }

  @Override
  public IndexCursor scan(KeyRange range, Order order) {
    requireOpen();
    return index.scan(shared, range, order);
  }

  @Override
  public CommitRecord commit(long revision) {
    requireOpen();
    if (revision < 1 || revision > shared.head().revision()) {
      throw new IllegalArgumentException(
          "revision %s is not between 1 and %s".formatted(revision, shared.head().revision()));
    }
    byte[] span =
        index
            .get(shared, IndexState.recordKey(revision))
            .orElseThrow(() ->
                Faults.damaged(
                    disk.directory().resolve(StoreLayout.INDEX),
                    "it does not know revision %s; remove the directory while the store is closed and it is made anew"
                        .formatted(revision)));
    try {
      return log.read(revision, RecordSpan.parse(span));
    } catch (IOException e) {
      throw Faults.failed(disk.directory(), "reading revision " + revision, e);
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      shared.release();
    }
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new IllegalStateException("the snapshot has been closed");
    }
  }
}
