package coop.covm.storage.tck.history;

import java.nio.file.Path;

final class MemoryHistoryTest extends HistoryCampaignTests {
  MemoryHistoryTest() {
    super("memory", 1, false);
  }

  @Override
  protected String url(Path directory) {
    return "memory:";
  }
}
