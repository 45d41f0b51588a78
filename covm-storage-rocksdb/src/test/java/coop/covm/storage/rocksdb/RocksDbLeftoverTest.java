package coop.covm.storage.rocksdb;

import coop.covm.storage.tck.LeftoverTests;

final class RocksDbLeftoverTest extends LeftoverTests {
  @Override
  protected String scheme() {
    return "rocksdb";
  }
}
