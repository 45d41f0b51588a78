package coop.covm.storage.tck;

import coop.covm.storage.memory.MemoryBackendProvider;
import java.time.Duration;

final class MemoryStorageTest extends StorageConformance {
  @Override
  protected BackendPlace newPlace() {
    return mode -> new MemoryBackendProvider().open("", mode, Duration.ZERO);
  }
}
