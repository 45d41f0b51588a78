package coop.covm.storage.tck;

import coop.covm.storage.StoreOptions;
import coop.covm.storage.memory.MemoryBackend;
import coop.covm.storage.memory.MemoryBackendProvider;
import coop.covm.storage.spi.StorageBackend;

/** An overlay is a backend like any other. */
final class OverlayStorageTest extends StorageConformance {
  @Override
  protected BackendPlace newPlace() {
    return mode ->
        new OverEmptyBase(new MemoryBackendProvider().open("", mode, StoreOptions.STANDARD));
  }

  /** An overlay over a store without commits, which was made for it. */
  private static final class OverEmptyBase extends ForwardingBackend {
    private final StorageBackend base;

    OverEmptyBase(StorageBackend base) {
      super(new MemoryBackend(base.snapshot()));
      this.base = base;
    }

    @Override
    public boolean created() {
      return base.created();
    }

    @Override
    public void close() {
      super.close();
      base.close();
    }
  }
}
