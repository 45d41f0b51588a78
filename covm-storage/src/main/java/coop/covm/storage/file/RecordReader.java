package coop.covm.storage.file;

import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.disk.Faults;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.MalformedRecordException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads single commits back from where a state says they lie. Needs no lock: they never change. */
final class RecordReader {
  private RecordReader() {}

  /**
   * The commit of a revision.
   *
   * @param revision between 1 and that of the state's head
   * @throws coop.covm.storage.StorageException {@code StoreDamaged} if it is not there any more
   */
  static CommitRecord read(Disk disk, JournalState state, long revision) throws IOException {
    Segment segment = state.segmentOf(revision);
    Path path = disk.directory().resolve(segment.name());
    long start = segment.start(revision);
    byte[] line = new byte[Math.toIntExact(segment.end(revision) - start)];
    int count;
    try (DiskFile file = disk.open(segment.name(), Disk.Access.READ)) {
      count = file.readFully(start, line);
    } catch (NoSuchFileException e) {
      throw Faults.damaged(path, "the file was removed while the store was open");
    }
    if (count < line.length) {
      throw Faults.damaged(path, segment.lineNumber(revision), "the file was cut short");
    }
    boolean ended = line[line.length - 1] == StoreLayout.LINE_END;
    try {
      CommitRecord record = JournalLine.read(line, ended ? line.length - 1 : line.length).record();
      if (record.revision() != revision) {
        throw new MalformedRecordException(
            "it holds revision %s where revision %s belongs"
                .formatted(record.revision(), revision));
      }
      return record;
    } catch (MalformedRecordException e) {
      throw Faults.damaged(path, segment.lineNumber(revision), String.valueOf(e.getMessage()));
    }
  }
}
