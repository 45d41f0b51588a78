package coop.covm.storage.rocksdb;

import coop.covm.storage.tck.history.HistoryCampaignTests;
import java.nio.file.Path;

final class RocksDbHistoryTest extends HistoryCampaignTests {
  RocksDbHistoryTest() {
    super("rocksdb", 1, true);
  }

  @Override
  protected String url(Path directory) {
    return "rocksdb:" + directory;
  }
}
