package coop.covm.storage.file;

import coop.covm.storage.tck.disk.LoopPowerCutTests;
import java.nio.file.Path;

final class FileLoopPowerCutTest extends LoopPowerCutTests {
  @Override
  protected String url(Path directory) {
    return "file:" + directory;
  }
}
