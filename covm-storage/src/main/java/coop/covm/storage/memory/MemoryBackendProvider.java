package coop.covm.storage.memory;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.spi.StorageBackendProvider;

/** Opens {@code memory:}, a new empty store each time. */
public final class MemoryBackendProvider implements StorageBackendProvider {
  @Override
  public String scheme() {
    return "memory";
  }

  @Override
  public StorageBackend open(String location, OpenMode mode, StoreOptions options) {
    if (!location.isEmpty()) {
      throw new StorageException(
          StorageError.STORE_URL,
          "nothing follows the colon of memory: a store in memory has no place");
    }
    return switch (mode) {
      case CREATE -> new MemoryBackend();
      case EXISTING, READ_ONLY ->
          throw new StorageException(
              StorageError.STORE_NOT_FOUND,
              "a store in memory begins empty, so there is none to open; create one");
    };
  }
}
