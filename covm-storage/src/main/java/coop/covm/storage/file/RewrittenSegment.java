package coop.covm.storage.file;

import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.MalformedRecordException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A segment that another backend has compacted since this one read a part of it. Told from any
 * other file by the empty line at its end, which only a full segment has, so that nobody writes to
 * the old file any more, and by the digests of its commits, which compaction leaves as they were.
 */
final class RewrittenSegment {
  private static final byte[] END = {StoreLayout.LINE_END, StoreLayout.LINE_END};

  private RewrittenSegment() {}

  /**
   * The file that the segment's name leads to now.
   *
   * @return empty if there is none, or none that compaction has made
   */
  static Optional<OpenSegment> open(Disk disk, OpenSegment before, Disk.Access access)
      throws IOException {
    if (disk.stamp(StoreLayout.segment(before.firstRevision())).isEmpty()) {
      return Optional.empty();
    }
    OpenSegment segment = OpenSegment.open(disk, before.firstRevision(), access);
    boolean done = false;
    try {
      done = isEnded(segment.file());
      return done ? Optional.of(segment) : Optional.empty();
    } finally {
      if (!done) {
        segment.close();
      }
    }
  }

  private static boolean isEnded(DiskFile file) throws IOException {
    byte[] last = new byte[END.length];
    long at = file.size() - last.length;
    return at >= 0 && file.readFully(at, last) == last.length && Arrays.equals(last, END);
  }

  /**
   * The lines that were known, as they are in the new file.
   *
   * @param known what was read of the old file
   * @param before the commit before the segment
   * @param head the newest commit that was read
   * @param told of each commit, as it is now
   * @return empty if the new file does not hold these commits
   */
  static Optional<Segment> read(
      OpenSegment segment, Segment known, Head before, Head head, Consumer<CommitRecord> told)
      throws IOException {
    Segment.Growth growth = Segment.empty(known.firstRevision()).grow();
    SegmentLines lines = new SegmentLines(segment.file(), before);
    try {
      while (growth.lines() < known.lines()) {
        told.accept(lines.next().record());
        growth.add(lines.bytes(), true);
      }
    } catch (MalformedRecordException e) {
      return Optional.empty();
    }
    return lines.last().equals(head) ? Optional.of(growth.grown()) : Optional.empty();
  }
}
