package coop.covm.storage.rocksdb;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.disk.DirectoryUrl;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.spi.StorageBackendProvider;

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
}
