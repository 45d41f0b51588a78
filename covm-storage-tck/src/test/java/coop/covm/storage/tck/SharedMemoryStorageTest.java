package coop.covm.storage.tck;

import coop.covm.storage.memory.MemoryBackend;

/** Several stores over one backend: what each learns of the others, it learns from the log. */
final class SharedMemoryStorageTest extends SharedStorageConformance {
  @Override
  protected BackendPlace newPlace() {
    MemoryBackend backend = new MemoryBackend();
    return mode -> backend;
  }
}
