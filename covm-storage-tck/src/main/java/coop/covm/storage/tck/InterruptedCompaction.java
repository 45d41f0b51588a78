package coop.covm.storage.tck;

import coop.covm.storage.spi.Compaction;
import coop.covm.storage.spi.StorageBackend;

/** A backend whose first compaction ends early: before it did anything, or when all but its end. */
final class InterruptedCompaction extends ForwardingBackend {
  private final boolean after;
  private boolean interrupted;

  /** Ends a compaction. */
  static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param kind 1 to end before, 2 to end after
   */
  InterruptedCompaction(StorageBackend backend, int kind) {
    super(backend);
    this.after = kind == 2;
  }

  @Override
  public void compact(Compaction compaction) {
    boolean first = !interrupted;
    interrupted = true;
    if (first && !after) {
      throw new Interrupted();
    }
    super.compact(compaction);
    if (first) {
      throw new Interrupted();
    }
  }
}
