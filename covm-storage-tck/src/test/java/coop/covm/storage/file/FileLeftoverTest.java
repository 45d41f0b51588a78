package coop.covm.storage.file;

import coop.covm.storage.tck.LeftoverTests;

final class FileLeftoverTest extends LeftoverTests {
  @Override
  protected String scheme() {
    return "file";
  }
}
