package coop.covm.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Durability;
import coop.covm.storage.OpenMode;
import coop.covm.storage.disk.Disk;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.tck.disk.Beside;
import coop.covm.storage.tck.disk.PowerCutDisk.Honesty;
import coop.covm.storage.tck.disk.PowerCutTests;
import java.time.Duration;
import java.util.List;
import java.util.Set;

final class RocksDbPowerCutTest extends PowerCutTests {
  private static final long SEGMENT_BYTES = 1 << 12;

  /** So few that closing flushes the index. */
  private static final long REPLAY_BYTES = 1 << 9;

  RocksDbPowerCutTest() {
    super(3);
  }

  @Override
  protected StorageBackend open(Disk disk, OpenMode mode) {
    RocksDbOptions options =
        new RocksDbOptions(Duration.ZERO, Durability.SYNC, SEGMENT_BYTES, REPLAY_BYTES, _ -> {});
    return StoreOpening.open(disk, mode, options);
  }

  @Override
  protected Beside beside() {
    return new IndexStates(folder());
  }

  @Override
  protected Set<Honesty> lies() {
    return Set.of(Honesty.FORGETS_FORCES, Honesty.FORGETS_SYNCED_WRITES);
  }

  @Override
  protected void requireCovered(List<String> names) {
    assertThat(names.stream().filter(name -> StoreLayout.segmentNumber(name).isPresent()))
        .hasSizeGreaterThan(2);
  }
}
