package coop.covm.storage.rocksdb;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.disk.DirectoryUrl;
import coop.covm.storage.disk.RealDisk;
import coop.covm.storage.spi.DamagedLog;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.spi.StorageBackendProvider;
import java.io.IOException;
import java.util.Optional;

/** Opens {@code rocksdb:DIR}, DIR as {@link DirectoryUrl} says. */
public final class RocksDbBackendProvider implements StorageBackendProvider {
  @Override
  public String scheme() {
    return "rocksdb";
  }

  @Override
  public StorageBackend open(String location, OpenMode mode, StoreOptions options) {
    return RocksDbBackend.open(DirectoryUrl.path(scheme(), location), mode, options);
  }

  @Override
  public Optional<DamagedLog> damaged(String location, StoreOptions options) throws IOException {
    return Optional.of(
        DamagedSegments.open(
            new RealDisk(DirectoryUrl.path(scheme(), location)), options.patience()));
  }
}
