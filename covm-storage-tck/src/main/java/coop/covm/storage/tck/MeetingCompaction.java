package coop.covm.storage.tck;

import coop.covm.storage.spi.Compaction;
import coop.covm.storage.spi.StorageBackend;

/** A backend beside whose first compaction somebody else does something, before it or after. */
final class MeetingCompaction extends ForwardingBackend {
  private final boolean before;
  private final Runnable other;
  private boolean met;

  MeetingCompaction(StorageBackend backend, boolean before, Runnable other) {
    super(backend);
    this.before = before;
    this.other = other;
  }

  @Override
  public void compact(Compaction compaction) {
    boolean first = !met;
    met = true;
    if (first && before) {
      other.run();
    }
    super.compact(compaction);
    if (first && !before) {
      other.run();
    }
  }
}
