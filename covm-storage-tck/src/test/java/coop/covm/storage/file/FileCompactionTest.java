package coop.covm.storage.file;

import coop.covm.storage.Durability;
import coop.covm.storage.tck.BackendPlace;
import coop.covm.storage.tck.CompactableStorageConformance;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class FileCompactionTest extends CompactableStorageConformance {
  @TempDir Path folder = Path.of(".");
  private int places;

  @Override
  protected BackendPlace newPlace() {
    Path directory = folder.resolve("store-" + places++);
    return mode -> FileStorageBackend.open(directory, mode, Durability.SYNC);
  }
}
