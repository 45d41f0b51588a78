package coop.covm.storage.rocksdb;

import coop.covm.storage.tck.KilledProcessTests;
import java.nio.file.Path;

final class RocksDbKilledProcessTest extends KilledProcessTests {
  RocksDbKilledProcessTest() {
    super(1, 10, 200);
  }

  @Override
  protected String url(Path directory) {
    return "rocksdb:" + directory;
  }
}
