package coop.covm.storage.rocksdb;

import coop.covm.storage.Durability;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.disk.Warnings;
import java.time.Duration;

/**
 * What may be chosen of a RocksDB store.
 *
 * @param patience how long to wait for another process that holds the store
 * @param durability when a commit counts as done
 * @param largestSegmentBytes how large a segment of the log may be; fixed when a store is made
 * @param replayBytes how much of the log the next opening may have to read: closing flushes the
 *     index if it would be more
 * @param warnings where warnings go
 */
record RocksDbOptions(
    Duration patience,
    Durability durability,
    long largestSegmentBytes,
    long replayBytes,
    Warnings warnings) {

  /** Segments of 64 MiB, 256 KiB, warnings to the log. */
  static RocksDbOptions of(StoreOptions options) {
    return new RocksDbOptions(
        options.patience(),
        options.durability(),
        1L << 26,
        1L << 18,
        Warnings.logged("coop.covm.storage.rocksdb"));
  }
}
