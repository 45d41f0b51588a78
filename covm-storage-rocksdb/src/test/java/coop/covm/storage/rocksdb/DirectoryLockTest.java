package coop.covm.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.tck.ChildJvm;
import coop.covm.storage.tck.CommittingProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One process at a time has a store; the others are told which. */
@Timeout(120)
final class DirectoryLockTest {
  @TempDir Path folder = Path.of(".");

  @Test
  void aSecondWriterOfThisProcessIsToldSo() {
    TestDirectory directory = new TestDirectory(folder.resolve("data"));
    try (Store store = directory.store(OpenMode.CREATE)) {
      assertBusy(directory, OpenMode.EXISTING, "this process");
      assertBusy(directory, OpenMode.READ_ONLY, "this process");
      TestDirectory.put(store, "a", "1");
    }
    try (Store _ = directory.store(OpenMode.READ_ONLY)) {
      assertBusy(directory, OpenMode.EXISTING, "this process");
    }
    directory.store(OpenMode.EXISTING).close();
  }

  @Test
  void anotherProcessIsNamedAndItsEndLetsGo() throws Exception {
    TestDirectory directory = new TestDirectory(folder.resolve("data"));
    String url = "rocksdb:" + directory.path();
    try (ChildJvm child = ChildJvm.start(CommittingProcess.class, url, "x", "0")) {
      child.line();
      assertBusy(directory, OpenMode.EXISTING, "process " + child.pid());
      assertBusy(directory, OpenMode.READ_ONLY, "process " + child.pid());
      child.kill();
      child.remainingLines();
    }
    try (Store store = directory.store(OpenMode.EXISTING)) {
      assertThat(store.revision()).isPositive();
    }
  }

  private static void assertBusy(TestDirectory directory, OpenMode mode, String holder) {
    assertThatThrownBy(() -> directory.store(mode))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.code()).isEqualTo(StorageError.STORE_BUSY))
        .hasMessageContaining("is held by " + holder);
  }
}
