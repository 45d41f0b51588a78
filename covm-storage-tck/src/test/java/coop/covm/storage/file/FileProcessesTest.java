package coop.covm.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Key;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.storage.tck.ChildJvm;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one store. */
@Timeout(600)
final class FileProcessesTest {
  @TempDir Path folder = Path.of(".");

  @Test
  void fourProcessesThatReadModifyAndWriteOneKeyLoseNothing() throws Exception {
    String directory = folder.resolve("store").toString();
    List<ChildJvm> children = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        children.add(ChildJvm.start(IncrementingProcess.class, directory, "200"));
      }
      for (ChildJvm child : children) {
        assertThat(child.line()).isEqualTo("ready");
      }
      for (ChildJvm child : children) {
        child.say("go");
      }
      for (ChildJvm child : children) {
        assertThat(Integer.parseInt(child.line())).isBetween(1, 10);
        assertThat(child.exitCode()).isZero();
      }
    } finally {
      for (ChildJvm child : children) {
        child.close();
      }
    }
    try (Store store = Store.open("file:" + directory, OpenMode.EXISTING)) {
      assertThat(read(store, "org/acme/count")).contains(NumberValue.of(800));
      assertThat(store.revision()).isEqualTo(800);
    }
  }

  private static Optional<Value> read(Store store, String key) {
    SessionOptions options =
        new SessionOptions(
            Optional.empty(), Optional.empty(), RunStatement.direct(UUID.randomUUID(), 0));
    try (StorageTransaction transaction = store.begin(options)) {
      return transaction.get(Key.parse(key));
    }
  }
}
