package coop.covm.storage.tck;

import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.Compaction;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.storage.spi.StorageBackend;
import java.time.Duration;

/** A backend whose disk fails when told to; all else is the real one below it. */
final class FailingBackend implements StorageBackend {
  private final StorageBackend real;
  private volatile boolean failing;

  FailingBackend(StorageBackend real) {
    this.real = real;
  }

  /** From now on, or no longer, every write fails before it reaches the real backend. */
  void fail(boolean fails) {
    failing = fails;
  }

  @Override
  public BackendSnapshot snapshot() {
    return real.snapshot();
  }

  @Override
  public void commit(CommitBatch batch) throws HeadMovedException {
    if (failing) {
      throw new StorageException(StorageError.STORE_FAILED, "no space left on the device");
    }
    real.commit(batch);
  }

  @Override
  public CommitTurn reserve(Duration atMost) {
    return real.reserve(atMost);
  }

  @Override
  public void seal() {
    real.seal();
  }

  @Override
  public void compact(Compaction compaction) {
    real.compact(compaction);
  }

  @Override
  public boolean created() {
    return real.created();
  }

  @Override
  public void close() {
    real.close();
  }
}
