package coop.covm.storage.rocksdb;

import coop.covm.storage.Durability;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.tck.BackendPlace;
import coop.covm.storage.tck.DurableStorageConformance;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** Commits that are acknowledged before they are durable keep all else that is promised. */
final class RocksDbBufferedTest extends DurableStorageConformance {
  private static final StoreOptions BUFFERED =
      StoreOptions.STANDARD.withPatience(Duration.ZERO).withDurability(Durability.BUFFERED);

  @TempDir Path folder = Path.of(".");
  private int places;

  @Override
  protected BackendPlace newPlace() {
    Path directory = folder.resolve("store-" + places++);
    return mode -> RocksDbBackend.open(directory, mode, BUFFERED);
  }
}
