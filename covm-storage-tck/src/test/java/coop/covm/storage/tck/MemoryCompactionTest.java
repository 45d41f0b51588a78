package coop.covm.storage.tck;

import coop.covm.storage.StoreOptions;
import coop.covm.storage.memory.MemoryBackendProvider;

final class MemoryCompactionTest extends CompactableStorageConformance {
  @Override
  protected BackendPlace newPlace() {
    return mode -> new MemoryBackendProvider().open("", mode, StoreOptions.STANDARD);
  }
}
