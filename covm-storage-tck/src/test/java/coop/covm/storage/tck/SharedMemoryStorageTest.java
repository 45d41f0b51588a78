package coop.covm.storage.tck;

import coop.covm.storage.memory.MemoryBackend;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.Compaction;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.storage.spi.StorageBackend;

/** Several stores over one backend: what each learns of the others, it learns from the log. */
final class SharedMemoryStorageTest extends SharedStorageConformance {
  @Override
  protected BackendPlace newPlace() {
    SharedMemory backend = new SharedMemory(new MemoryBackend());
    return mode -> backend;
  }

  /** Memory that several stores are opened over. */
  private record SharedMemory(MemoryBackend memory) implements StorageBackend {
    @Override
    public BackendSnapshot snapshot() {
      return memory.snapshot();
    }

    @Override
    public void commit(CommitBatch batch) throws HeadMovedException {
      memory.commit(batch);
    }

    @Override
    public boolean isShared() {
      return true;
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
