package coop.covm.storage.rocksdb;

import coop.covm.storage.OpenMode;
import coop.covm.storage.disk.DirectoryUrl;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.spi.StorageBackendProvider;
import java.time.Duration;

/** Opens {@code rocksdb:DIR}, DIR as {@link DirectoryUrl} says. */
public final class RocksDbBackendProvider implements StorageBackendProvider {
  @Override
  public String scheme() {
    return "rocksdb";
  }

  @Override
  public StorageBackend open(String location, OpenMode mode, Duration patience) {
    return RocksDbBackend.open(DirectoryUrl.path(scheme(), location), mode, patience);
  }
}
