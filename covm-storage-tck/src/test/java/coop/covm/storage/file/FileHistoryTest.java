package coop.covm.storage.file;

import coop.covm.storage.tck.history.HistoryCampaignTests;
import java.nio.file.Path;

final class FileHistoryTest extends HistoryCampaignTests {
  FileHistoryTest() {
    super("file", 1, true);
  }

  @Override
  protected String url(Path directory) {
    return "file:" + directory;
  }
}
