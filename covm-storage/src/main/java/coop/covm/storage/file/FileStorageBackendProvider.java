package coop.covm.storage.file;

import coop.covm.storage.OpenMode;
import coop.covm.storage.disk.DirectoryUrl;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.spi.StorageBackendProvider;
import java.time.Duration;

/** Opens {@code file:DIR}, DIR as {@link DirectoryUrl} says. */
public final class FileStorageBackendProvider implements StorageBackendProvider {
  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public StorageBackend open(String location, OpenMode mode, Duration patience) {
    return FileStorageBackend.open(DirectoryUrl.path(scheme(), location), mode);
  }
}
