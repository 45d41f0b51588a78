package coop.covm.storage.file;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.disk.DirectoryUrl;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.spi.StorageBackendProvider;

/** Opens {@code file:DIR}, DIR as {@link DirectoryUrl} says. */
public final class FileStorageBackendProvider implements StorageBackendProvider {
  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public StorageBackend open(String location, OpenMode mode, StoreOptions options) {
    return FileStorageBackend.open(
        DirectoryUrl.path(scheme(), location), mode, options.durability());
  }
}
