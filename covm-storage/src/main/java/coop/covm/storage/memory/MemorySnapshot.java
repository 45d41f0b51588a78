package coop.covm.storage.memory;

import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.memory.MemoryBackend.MemoryState;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.IndexCursor;
import coop.covm.storage.spi.KeyRange;
import java.util.Map;
import java.util.Optional;

/** One state of a {@link MemoryBackend}, laid over its base. */
final class MemorySnapshot implements BackendSnapshot {
  private final MemoryState state;
  private final Optional<BackendSnapshot> base;
  private final Map<Long, CommitRecord> log;
  private volatile boolean closed;

  MemorySnapshot(MemoryState state, Optional<BackendSnapshot> base, Map<Long, CommitRecord> log) {
    this.state = state;
    this.base = base;
    this.log = log;
  }

  @Override
  public Head head() {
    checkOpen();
    return state.head();
  }

  @Override
  public Optional<byte[]> get(byte[] key) {
    checkOpen();
    return state.index().get(key).or(() -> base.flatMap(below -> below.get(key)));
  }

  @Override
  public IndexCursor scan(KeyRange range, Order order) {
    checkOpen();
    IndexCursor own = new MemoryCursor(this, state.index().scan(range, order));
    return base.<IndexCursor>map(b -> new LayeredCursor(own, b.scan(range, order), order))
        .orElse(own);
  }

  @Override
  public CommitRecord commit(long revision) {
    checkOpen();
    if (revision < 1 || revision > state.head().revision()) {
      throw new IllegalArgumentException(
          "revision %s is not between 1 and %s".formatted(revision, state.head().revision()));
    }
    CommitRecord record = log.get(revision);
    return record != null ? record : base.orElseThrow().commit(revision);
  }

  @Override
  public void close() {
    closed = true;
  }

  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the snapshot has been closed");
    }
  }
}
