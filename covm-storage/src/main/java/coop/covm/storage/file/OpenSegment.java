package coop.covm.storage.file;

import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.Disk.Stamp;
import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.disk.Faults;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A segment's file, open, with the means to notice that its name leads to another file by now.
 *
 * @param firstRevision names the segment
 * @param path for messages
 * @param stamp of the file that was opened
 */
record OpenSegment(long firstRevision, Path path, DiskFile file, Stamp stamp) implements Closeable {

  /**
   * Opens a segment that must be there.
   *
   * @throws coop.covm.storage.StorageException {@code StoreDamaged} if it is missing
   */
  static OpenSegment open(Disk disk, long firstRevision, Disk.Access access) throws IOException {
    String name = StoreLayout.segment(firstRevision);
    Path path = disk.directory().resolve(name);
    DiskFile file;
    try {
      file = disk.open(name, access);
    } catch (NoSuchFileException e) {
      throw missing(path);
    }
    try {
      Stamp stamp = disk.stamp(name).orElseThrow(() -> missing(path));
      return new OpenSegment(firstRevision, path, file, stamp);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static RuntimeException missing(Path path) {
    return Faults.damaged(path, "this segment of the journal is missing; restore it from a backup");
  }

  /** What its name leads to now, if it is still this file. */
  Optional<Stamp> currentStamp(Disk disk) throws IOException {
    return disk.stamp(StoreLayout.segment(firstRevision)).filter(stamp::isSameFileAs);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
