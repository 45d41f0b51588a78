package coop.covm.storage.file;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.disk.DirectoryUrl;
import coop.covm.storage.disk.RealDisk;
import coop.covm.storage.spi.DamagedLog;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.spi.StorageBackendProvider;
import java.io.IOException;
import java.util.Optional;

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

  @Override
  public Optional<DamagedLog> damaged(String location, StoreOptions options) throws IOException {
    return Optional.of(DamagedJournal.open(new RealDisk(DirectoryUrl.path(scheme(), location))));
  }
}
