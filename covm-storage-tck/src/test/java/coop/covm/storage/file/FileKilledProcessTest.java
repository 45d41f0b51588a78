package coop.covm.storage.file;

import coop.covm.storage.tck.KilledProcessTests;
import java.nio.file.Path;

final class FileKilledProcessTest extends KilledProcessTests {
  FileKilledProcessTest() {
    super(2, 5, 50);
  }

  @Override
  protected String url(Path directory) {
    return "file:" + directory;
  }
}
