package coop.covm.storage.rocksdb;

import coop.covm.storage.tck.ErasedFilesTests;

final class RocksDbErasureTest extends ErasedFilesTests {
  @Override
  protected String scheme() {
    return "rocksdb";
  }
}
