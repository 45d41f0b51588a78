package coop.covm.storage.rocksdb;

import coop.covm.storage.tck.disk.LoopPowerCutTests;
import java.nio.file.Path;

final class RocksDbLoopPowerCutTest extends LoopPowerCutTests {
  @Override
  protected String url(Path directory) {
    return "rocksdb:" + directory;
  }
}
