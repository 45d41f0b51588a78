package coop.covm.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Durability;
import coop.covm.storage.OpenMode;
import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.FormatFile;
import coop.covm.storage.disk.Warnings;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.tck.disk.PowerCutDisk.Honesty;
import coop.covm.storage.tck.disk.PowerCutTests;
import java.io.IOException;
import java.util.List;
import java.util.Set;

final class FilePowerCutTest extends PowerCutTests {
  private final Warnings ignored = _ -> {};

  FilePowerCutTest() {
    super(1);
  }

  @Override
  protected StorageBackend open(Disk disk, OpenMode mode) {
    return StoreOpening.open(
        disk, mode, new FileStoreOptions(Durability.SYNC, 1 << 12, Long.MAX_VALUE, ignored));
  }

  /** Writes the index snapshot here, in this thread. */
  @Override
  protected void betweenOpenings(Disk disk) throws IOException {
    FormatFile format = FormatFile.read(disk, StoreLayout.KIND, true);
    try (LockFile lock = LockFile.open(disk.directory(), true);
        Journal journal =
            new JournalOpening(disk, false, format, Durability.SYNC, ignored).open()) {
      IndexSnapshotFile.write(disk, lock, journal.state());
    }
  }

  @Override
  protected Set<Honesty> lies() {
    return Set.of(Honesty.FORGETS_FORCES);
  }

  @Override
  protected void requireCovered(List<String> names) {
    assertThat(names).contains(StoreLayout.INDEX);
    assertThat(names.stream().filter(name -> StoreLayout.segmentRevision(name).isPresent()))
        .hasSizeGreaterThan(2);
  }
}
