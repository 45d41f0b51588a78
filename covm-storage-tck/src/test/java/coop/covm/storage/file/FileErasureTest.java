package coop.covm.storage.file;

import coop.covm.storage.tck.ErasedFilesTests;

final class FileErasureTest extends ErasedFilesTests {
  @Override
  protected String scheme() {
    return "file";
  }
}
