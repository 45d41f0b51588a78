package coop.covm.storage.tck;

import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.storage.spi.StorageBackend;

/** A backend whose disk fails when told to; all else is the real one below it. */
final class FailingBackend extends ForwardingBackend {
  private volatile boolean failing;

  FailingBackend(StorageBackend real) {
    super(real);
  }

  /** From now on, or no longer, every write fails before it reaches the real backend. */
  void fail(boolean fails) {
    failing = fails;
  }

  @Override
  public void commit(CommitBatch batch) throws HeadMovedException {
    if (failing) {
      throw new StorageException(StorageError.STORE_FAILED, "no space left on the device");
    }
    super.commit(batch);
  }
}
