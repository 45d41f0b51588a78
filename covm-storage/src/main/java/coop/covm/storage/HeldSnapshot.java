package coop.covm.storage;

import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.IndexCursor;
import coop.covm.storage.spi.KeyRange;
import java.util.Optional;

/** A snapshot that keeps what it shows from being compacted until it is closed. */
final class HeldSnapshot implements BackendSnapshot {
  private final BackendSnapshot snapshot;
  private final OpenViews.Pin pin;

  /**
   * @param pin taken before the snapshot
   */
  HeldSnapshot(BackendSnapshot snapshot, OpenViews.Pin pin) {
    this.snapshot = snapshot;
    this.pin = pin;
    pin.move(snapshot.head().revision());
  }

  @Override
  public Head head() {
    return snapshot.head();
  }

  @Override
  public Optional<byte[]> get(byte[] key) {
    return snapshot.get(key);
  }

  @Override
  public IndexCursor scan(KeyRange range, Order order) {
    return snapshot.scan(range, order);
  }

  @Override
  public CommitRecord commit(long revision) {
    return snapshot.commit(revision);
  }

  @Override
  public void close() {
    snapshot.close();
    pin.release();
  }
}
