package coop.covm.storage.tck;

import coop.covm.storage.memory.MemoryBackend;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.HeadMovedException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Several stores over one backend: what each learns of the others, it learns from the log. */
final class SharedMemoryStorageTest extends SharedStorageConformance {
  @Override
  protected BackendPlace newPlace() {
    SharedMemory backend = new SharedMemory();
    return mode -> backend;
  }

  /** Memory that several stores are opened over. */
  private static final class SharedMemory extends ForwardingBackend {
    /** Held by the thread that may commit before others. */
    private final ReentrantLock turn = new ReentrantLock();

    SharedMemory() {
      super(new MemoryBackend());
    }

    @Override
    public void commit(CommitBatch batch) throws HeadMovedException {
      try (CommitTurn _ = reserve(Duration.ofSeconds(1))) {
        super.commit(batch);
      }
    }

    /** Without fairness a quick store would never let the others through. */
    @Override
    public CommitTurn reserve(Duration atMost) {
      try {
        boolean taken = turn.tryLock(atMost.toMillis(), TimeUnit.MILLISECONDS);
        return taken ? turn::unlock : () -> {};
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return () -> {};
      }
    }

    @Override
    public boolean isShared() {
      return true;
    }
  }
}
