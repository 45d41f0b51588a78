package coop.covm.storage.rocksdb;

import coop.covm.storage.tck.disk.DeviceFaultTests;
import java.nio.file.Path;

final class RocksDbDeviceFaultTest extends DeviceFaultTests {
  @Override
  protected String url(Path directory) {
    return "rocksdb:" + directory;
  }
}
