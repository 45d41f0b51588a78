package coop.covm.storage.tck.history;

import coop.covm.storage.Key;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.memory.MemoryBackend;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.Compaction;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.storage.spi.IndexCursor;
import coop.covm.storage.spi.KeyRange;
import coop.covm.storage.spi.StorageBackend;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A backend in memory of which subclasses break one promise each. As it stands it keeps all. */
class BrokenBackend implements StorageBackend {
  private static final long WRITE_NANOS = 50_000;

  private final MemoryBackend real = new MemoryBackend();
  private final AtomicInteger calls = new AtomicInteger();

  final MemoryBackend real() {
    return real;
  }

  /** Whether it is time again to do wrong: once in so many calls. */
  final boolean isTurn(int oneIn) {
    return calls.incrementAndGet() % oneIn == 0;
  }

  @Override
  public BackendSnapshot snapshot() {
    return real.snapshot();
  }

  @Override
  public final void commit(CommitBatch batch) throws HeadMovedException {
    // As a disk does, so that others come meanwhile and make a group.
    LockSupport.parkNanos(WRITE_NANOS);
    write(batch);
  }

  void write(CommitBatch batch) throws HeadMovedException {
    real.commit(batch);
  }

  @Override
  public final void seal() {
    real.seal();
  }

  @Override
  public final void compact(Compaction compaction) {
    real.compact(compaction);
  }

  @Override
  public final boolean created() {
    return real.created();
  }

  @Override
  public void close() {
    real.close();
  }

  /** The record of the same commit, which says that it changed something else. */
  static CommitRecord changingNothingElse(CommitRecord record) {
    return record.withValues(
        record.body().with(List.of(new Change.Delete(Key.parse("vote/nowhere/nothing")))));
  }

  /** A snapshot that shows what another one does. */
  static class Snapshot implements BackendSnapshot {
    private final BackendSnapshot real;

    Snapshot(BackendSnapshot real) {
      this.real = real;
    }

    @Override
    public Head head() {
      return real.head();
    }

    @Override
    public Optional<byte[]> get(byte[] key) {
      return real.get(key);
    }

    @Override
    public IndexCursor scan(KeyRange range, Order order) {
      return real.scan(range, order);
    }

    @Override
    public CommitRecord commit(long revision) {
      return real.commit(revision);
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
