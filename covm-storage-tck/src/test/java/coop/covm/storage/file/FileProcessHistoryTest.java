package coop.covm.storage.file;

import coop.covm.storage.tck.history.ProcessHistoryTests;
import java.nio.file.Path;

final class FileProcessHistoryTest extends ProcessHistoryTests {
  FileProcessHistoryTest() {
    super("file-processes");
  }

  @Override
  protected String url(Path directory) {
    return "file:" + directory;
  }
}
