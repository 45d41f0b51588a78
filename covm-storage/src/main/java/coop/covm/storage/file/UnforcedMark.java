package coop.covm.storage.file;

import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.DiskFile;
import java.io.IOException;

/**
 * {@code covm.unforced}: says that the journal may end with commits that nobody forced. It is
 * there, and forced itself, before the first of them is written, and goes when all have been
 * forced. So an end that does not read back is told from damage. Guarded by the journal lock.
 */
final class UnforcedMark {
  private final Disk disk;

  UnforcedMark(Disk disk) {
    this.disk = disk;
  }

  boolean isSet() throws IOException {
    return disk.stamp(StoreLayout.UNFORCED).isPresent();
  }

  /** Durable on return. */
  void set() throws IOException {
    if (!isSet()) {
      try (DiskFile file = disk.open(StoreLayout.UNFORCED, Disk.Access.CREATE)) {
        file.force();
      }
      disk.force();
    }
  }

  /** To be called when the whole journal has been forced. */
  void remove() throws IOException {
    if (isSet()) {
      disk.delete(StoreLayout.UNFORCED);
      disk.force();
    }
  }
}
