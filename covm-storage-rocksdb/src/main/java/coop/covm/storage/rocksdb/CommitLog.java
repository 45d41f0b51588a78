package coop.covm.storage.rocksdb;

import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.disk.Faults;
import coop.covm.storage.disk.HeadMark;
import coop.covm.storage.disk.HeadMarkFile;
import coop.covm.storage.disk.Warnings;
import coop.covm.storage.log.CommitJson;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.MalformedRecordException;
import coop.covm.storage.rocksdb.GroupFrame.LineSpan;
import java.io.IOException;
import java.util.List;

/**
 * The end of the log, where commits are written. The log is what is flushed for a commit, and the
 * only thing: one write of known length into a file of known length. For use by one thread at a
 * time.
 */
final class CommitLog implements AutoCloseable {
  private final Disk disk;
  private final long largestSegmentBytes;
  private final Warnings warnings;
  private final DiskFile mark;
  private LogSegment segment;
  private LogEnd end;
  private boolean markFailed;

  private CommitLog(
      Disk disk,
      long largestSegmentBytes,
      Warnings warnings,
      DiskFile mark,
      LogSegment segment,
      LogEnd end) {
    this.disk = disk;
    this.largestSegmentBytes = largestSegmentBytes;
    this.warnings = warnings;
    this.mark = mark;
    this.segment = segment;
    this.end = end;
  }

  /**
   * Opens the log for writing.
   *
   * @param end where it ends, as {@link LogReplay} has found
   */
  static CommitLog open(Disk disk, long largestSegmentBytes, LogEnd end, Warnings warnings)
      throws IOException {
    DiskFile mark = disk.open(HeadMarkFile.NAME, Disk.Access.CREATE);
    boolean done = false;
    try {
      LogSegment segment = LogSegment.open(disk, end.next().segment(), Disk.Access.SYNCED);
      CommitLog log = new CommitLog(disk, largestSegmentBytes, warnings, mark, segment, end);
      log.writeMark();
      done = true;
      return log;
    } finally {
      if (!done) {
        mark.close();
      }
    }
  }

  LogEnd end() {
    return end;
  }

  /**
   * Appends a group: all or nothing, durable on return. After an exception what the log holds at
   * its end is unknown until it is replayed, and nothing more may be appended.
   *
   * @return where the line of each commit stands
   */
  List<LineSpan> append(List<CommitRecord> records) throws IOException {
    GroupFrame frame = GroupFrame.of(records);
    if (!segment.holds(end.next().offset(), frame.bytes())) {
      roll(frame.bytes());
    }
    LogPosition place = end.next();
    segment.write(place.offset(), frame.bytesAt(place));
    end =
        new LogEnd(
            records.getLast().head(),
            new LogPosition(place.segment(), place.offset() + frame.bytes()),
            place);
    writeMark();
    return frame.spansAt(place);
  }

  private void roll(int frameBytes) throws IOException {
    long number = segment.header().number() + 1;
    long bytes =
        Math.max(
            Math.min(2 * segment.bytes(), largestSegmentBytes),
            (long) SegmentHeader.BYTES + frameBytes);
    LogSegment.make(disk, number, end.head(), bytes);
    LogSegment next = LogSegment.open(disk, number, Disk.Access.SYNCED);
    LogSegment full = segment;
    segment = next;
    end = new LogEnd(end.head(), LogPosition.beginningOf(number), end.last());
    full.close();
  }

  /**
   * A failure is a warning, once: the commit that the mark stands for is durable, and an older mark
   * says less but nothing wrong.
   */
  private void writeMark() {
    try {
      mark.writeFully(0, HeadMark.of(end.head()).bytes());
    } catch (IOException e) {
      if (!markFailed) {
        markFailed = true;
        warnings.warn(
            "%s could not be written: %s"
                .formatted(disk.directory().resolve(HeadMarkFile.NAME), e.getMessage()));
      }
    }
  }

  /**
   * Reads one commit of the log of a disk. Safe for any number of threads, whatever is appended.
   *
   * @throws coop.covm.storage.StorageException {@code StoreDamaged} if it is not what was written
   */
  static CommitRecord read(Disk disk, long revision, LineSpan span) throws IOException {
    try (LogSegment segment = LogSegment.open(disk, span.place().segment(), Disk.Access.READ)) {
      CommitRecord record = CommitJson.read(segment.readLine(span.place().offset(), span.length()));
      if (record.revision() != revision) {
        throw new MalformedRecordException("it is revision " + record.revision());
      }
      return record;
    } catch (MalformedRecordException e) {
      throw Faults.damaged(
          disk.directory().resolve(StoreLayout.segment(span.place().segment())),
          "revision %s at byte %s is not what was written: %s; restore the file from a backup"
              .formatted(revision, span.place().offset(), e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    try (mark) {
      segment.close();
    }
  }
}
