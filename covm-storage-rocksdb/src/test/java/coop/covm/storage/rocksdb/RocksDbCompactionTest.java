package coop.covm.storage.rocksdb;

import coop.covm.storage.StoreOptions;
import coop.covm.storage.tck.BackendPlace;
import coop.covm.storage.tck.CompactableStorageConformance;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

final class RocksDbCompactionTest extends CompactableStorageConformance {
  @TempDir Path folder = Path.of(".");
  private int places;

  @Override
  protected BackendPlace newPlace() {
    Path directory = folder.resolve("store-" + places++);
    return mode ->
        RocksDbBackend.open(directory, mode, StoreOptions.STANDARD.withPatience(Duration.ZERO));
  }
}
