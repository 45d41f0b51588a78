package coop.covm.storage.file;

import coop.covm.storage.Durability;
import coop.covm.storage.disk.Warnings;

/**
 * What may be chosen of a file store.
 *
 * @param durability when a commit counts as done
 * @param segmentBytes the size at which a segment of the journal is full; fixed when a store is
 *     made
 * @param indexSnapshotBytes by how much the journal grows at least before the next index snapshot
 * @param warnings where warnings go
 */
record FileStoreOptions(
    Durability durability, long segmentBytes, long indexSnapshotBytes, Warnings warnings) {

  /** Segments of 64 MiB, an index snapshot after 4 MiB, warnings to the log. */
  static FileStoreOptions standard(Durability durability) {
    return new FileStoreOptions(
        durability, 1L << 26, 1L << 22, Warnings.logged("coop.covm.storage.file"));
  }
}
