package coop.covm.storage.file;

import coop.covm.storage.tck.disk.DeviceFaultTests;
import java.nio.file.Path;

final class FileDeviceFaultTest extends DeviceFaultTests {
  @Override
  protected String url(Path directory) {
    return "file:" + directory;
  }
}
