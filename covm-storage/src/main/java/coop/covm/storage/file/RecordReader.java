package coop.covm.storage.file;

import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.disk.Faults;
import coop.covm.storage.file.LineScanner.Line;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.MalformedRecordException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads single commits back. Needs no lock: a line keeps its number for ever. Where it begins
 * changes when its segment is compacted, by this process or another; a commit that is not where a
 * state says is looked for by the number of its line before that is called damage. Safe for use by
 * any number of threads.
 */
final class RecordReader {
  private final Disk disk;

  /** Where the lines begin in segments that were found to be rewritten, by first revision. */
  private final Map<Long, long[]> moved = new ConcurrentHashMap<>();

  RecordReader(Disk disk) {
    this.disk = disk;
  }

  /**
   * The commit of a revision.
   *
   * @param revision between 1 and that of the state's head
   * @throws coop.covm.storage.StorageException {@code StoreDamaged} if it is not there any more
   */
  CommitRecord read(JournalState state, long revision) throws IOException {
    Segment segment = state.segmentOf(revision);
    Path path = disk.directory().resolve(segment.name());
    // One file from here on, whatever its name leads to a moment later.
    try (DiskFile file = disk.open(segment.name(), Disk.Access.READ)) {
      return read(file, segment, revision);
    } catch (MalformedRecordException e) {
      throw Faults.damaged(path, segment.lineNumber(revision), String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      throw Faults.damaged(path, "the file was removed while the store was open");
    }
  }

  /** What a state says of the commit of a revision from 0 to that of its head. */
  Head head(JournalState state, long revision) throws IOException {
    if (revision == 0) {
      return Head.EMPTY;
    }
    return revision == state.head().revision() ? state.head() : read(state, revision).head();
  }

  private CommitRecord read(DiskFile file, Segment segment, long revision)
      throws IOException, MalformedRecordException {
    try {
      return at(file, segment.start(revision), segment.end(revision), revision);
    } catch (MalformedRecordException e) {
      Optional<CommitRecord> found = find(file, segment, revision);
      if (found.isEmpty()) {
        throw e;
      }
      return found.get();
    }
  }

  private static CommitRecord at(DiskFile file, long start, long end, long revision)
      throws IOException, MalformedRecordException {
    byte[] line = new byte[Math.toIntExact(end - start)];
    if (file.readFully(start, line) < line.length) {
      throw new MalformedRecordException("the file was cut short");
    }
    boolean ended = line[line.length - 1] == StoreLayout.LINE_END;
    CommitRecord record = JournalLine.read(line, ended ? line.length - 1 : line.length).record();
    if (record.revision() != revision) {
      throw new MalformedRecordException(
          "it holds revision %s where revision %s belongs".formatted(record.revision(), revision));
    }
    return record;
  }

  /** The commit at its line in a segment that was rewritten; empty if it is not there either. */
  private Optional<CommitRecord> find(DiskFile file, Segment segment, long revision)
      throws IOException {
    int index = (int) segment.lineNumber(revision) - 1;
    long @Nullable [] known = moved.get(segment.firstRevision());
    if (known != null) {
      Optional<CommitRecord> found = found(file, known, index, revision);
      if (found.isPresent()) {
        return found;
      }
    }
    long[] bounds = bounds(file, segment.lines());
    Optional<CommitRecord> found = found(file, bounds, index, revision);
    if (found.isPresent()) {
      moved.put(segment.firstRevision(), bounds);
    }
    return found;
  }

  private static Optional<CommitRecord> found(
      DiskFile file, long[] bounds, int index, long revision) throws IOException {
    if (index + 1 >= bounds.length) {
      return Optional.empty();
    }
    try {
      return Optional.of(at(file, bounds[index], bounds[index + 1], revision));
    } catch (MalformedRecordException e) {
      return Optional.empty();
    }
  }

  /** Where the first lines of the file begin, and where the last one of these ends. */
  private static long[] bounds(DiskFile file, int lines) throws IOException {
    long[] bounds = new long[lines + 1];
    LineScanner scanner = new LineScanner(file, 0);
    int found = 0;
    Optional<Line> line = scanner.next();
    while (found < lines && line.isPresent() && line.get().ended() && !line.get().isTooLong()) {
      found++;
      bounds[found] = line.get().end();
      line = scanner.next();
    }
    return Arrays.copyOf(bounds, found + 1);
  }
}
