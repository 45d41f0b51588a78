package coop.covm.storage.file;

import coop.covm.storage.tck.history.HistoryCampaignTests;
import java.nio.file.Path;

/** Two stores on one directory, as two processes have them. */
final class SharedFileHistoryTest extends HistoryCampaignTests {
  SharedFileHistoryTest() {
    super("shared-file", 2, true);
  }

  @Override
  protected String url(Path directory) {
    return "file:" + directory;
  }

  /** Stores that take turns at a directory are slower than one that has it for itself. */
  @Override
  protected long transactions() {
    return 20_000;
  }

  @Override
  protected long slowTransactions() {
    return 1_000_000;
  }
}
