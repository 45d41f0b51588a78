package coop.covm.storage.tck;

import coop.covm.storage.StoreOptions;
import coop.covm.storage.memory.MemoryBackend;
import coop.covm.storage.memory.MemoryBackendProvider;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.Compaction;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.storage.spi.StorageBackend;
import java.util.Optional;

/** An overlay is a backend like any other. */
final class OverlayStorageTest extends StorageConformance {
  @Override
  protected BackendPlace newPlace() {
    return mode ->
        new OverEmptyBase(new MemoryBackendProvider().open("", mode, StoreOptions.STANDARD));
  }

  /** An overlay over a store without commits, which was made for it. */
  private static final class OverEmptyBase implements StorageBackend {
    private final StorageBackend base;
    private final MemoryBackend overlay;

    OverEmptyBase(StorageBackend base) {
      this.base = base;
      this.overlay = new MemoryBackend(base.snapshot());
    }

    @Override
    public BackendSnapshot snapshot() {
      return overlay.snapshot();
    }

    @Override
    public void commit(CommitBatch batch) throws HeadMovedException {
      overlay.commit(batch);
    }

    @Override
    public Optional<byte[]> secret(String name) {
      return overlay.secret(name);
    }

    @Override
    public void keepSecret(String name, byte[] secret) {
      overlay.keepSecret(name, secret);
    }

    @Override
    public void seal() {
      overlay.seal();
    }

    @Override
    public void compact(Compaction compaction) {
      overlay.compact(compaction);
    }

    @Override
    public boolean created() {
      return base.created();
    }

    @Override
    public void close() {
      overlay.close();
      base.close();
    }
  }
}
