package coop.covm.storage.memory;

import coop.covm.storage.index.PersistentIndex;
import coop.covm.storage.spi.IndexCursor;

/** Walks a {@link PersistentIndex} as long as its snapshot is open. */
final class MemoryCursor implements IndexCursor {
  private final MemorySnapshot snapshot;
  private final PersistentIndex.Walk walk;

  MemoryCursor(MemorySnapshot snapshot, PersistentIndex.Walk walk) {
    this.snapshot = snapshot;
    this.walk = walk;
  }

  @Override
  public boolean next() {
    snapshot.checkOpen();
    return walk.next();
  }

  @Override
  public byte[] key() {
    return walk.key();
  }

  @Override
  public byte[] value() {
    return walk.value();
  }

  @Override
  public void close() {}
}
