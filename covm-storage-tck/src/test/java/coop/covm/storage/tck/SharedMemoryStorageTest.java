package coop.covm.storage.tck;

import coop.covm.storage.memory.MemoryBackend;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.Compaction;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.storage.spi.StorageBackend;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Several stores over one backend: what each learns of the others, it learns from the log. */
final class SharedMemoryStorageTest extends SharedStorageConformance {
  @Override
  protected BackendPlace newPlace() {
    SharedMemory backend = new SharedMemory(new MemoryBackend(), new ReentrantLock());
    return mode -> backend;
  }

  /**
   * Memory that several stores are opened over.
   *
   * @param turn held by the thread that may commit before others
   */
  private record SharedMemory(MemoryBackend memory, ReentrantLock turn) implements StorageBackend {
    @Override
    public BackendSnapshot snapshot() {
      return memory.snapshot();
    }

    @Override
    public void commit(CommitBatch batch) throws HeadMovedException {
      try (CommitTurn _ = reserve(Duration.ofSeconds(1))) {
        memory.commit(batch);
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

    @Override
    public Optional<byte[]> secret(String name) {
      return memory.secret(name);
    }

    @Override
    public void keepSecret(String name, byte[] secret) {
      memory.keepSecret(name, secret);
    }

    @Override
    public void seal() {
      memory.seal();
    }

    @Override
    public void compact(Compaction compaction) {
      memory.compact(compaction);
    }

    @Override
    public boolean created() {
      return memory.created();
    }

    @Override
    public void close() {
      memory.close();
    }
  }
}
