package coop.covm.storage.rocksdb;

import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.Faults;
import coop.covm.storage.log.CommitBinary;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.MalformedRecordException;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads single commits of the log, whatever is appended meanwhile. Keeps the segments open that
 * were read last. Safe for use by any number of threads.
 */
final class LogReader implements Closeable {
  private static final int MOST_OPEN = 8;

  private final Disk disk;

  /** By number, the one read last at the end. */
  private final Map<Long, LogSegment> open = new LinkedHashMap<>(MOST_OPEN, 0.75f, true);

  LogReader(Disk disk) {
    this.disk = disk;
  }

  /**
   * Reads a commit.
   *
   * @param span where it stood when the caller looked; it is searched for in its segment if that
   *     has been rewritten since
   * @throws coop.covm.storage.StorageException {@code StoreDamaged} if it is not what was written
   */
  synchronized CommitRecord read(long revision, RecordSpan span) throws IOException {
    long number = span.place().segment();
    LogSegment segment = segment(number);
    try {
      return at(segment, revision, span);
    } catch (MalformedRecordException first) {
      Optional<RecordSpan> found = segment.find(revision).filter(other -> !other.equals(span));
      if (found.isPresent()) {
        try {
          return at(segment, revision, found.orElseThrow());
        } catch (MalformedRecordException e) {
          // Told below, as the place that was looked at first.
        }
      }
      throw Faults.damaged(
          segment.path(),
          "revision %s at byte %s is not what was written: %s; restore the file from a backup"
              .formatted(revision, span.place().offset(), first.getMessage()));
    }
  }

  private static CommitRecord at(LogSegment segment, long revision, RecordSpan span)
      throws IOException, MalformedRecordException {
    CommitRecord record = CommitBinary.read(segment.bytesAt(span));
    if (record.revision() != revision) {
      throw new MalformedRecordException("it is revision " + record.revision());
    }
    return record;
  }

  private LogSegment segment(long number) throws IOException {
    @Nullable LogSegment known = open.get(number);
    if (known != null) {
      return known;
    }
    if (open.size() == MOST_OPEN) {
      forget(open.keySet().iterator().next());
    }
    LogSegment opened = LogSegment.open(disk, number, Disk.Access.READ);
    open.put(number, opened);
    return opened;
  }

  /** Opens the segment anew at the next read, since it was rewritten. */
  synchronized void forget(long number) throws IOException {
    @Nullable LogSegment segment = open.remove(number);
    if (segment != null) {
      segment.close();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    for (long number : List.copyOf(open.keySet())) {
      forget(number);
    }
  }
}
