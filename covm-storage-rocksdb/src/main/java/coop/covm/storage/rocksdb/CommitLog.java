package coop.covm.storage.rocksdb;

import coop.covm.storage.Durability;
import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.disk.HeadMark;
import coop.covm.storage.disk.HeadMarkFile;
import coop.covm.storage.log.CommitRecord;
import java.io.IOException;
import java.util.List;

/**
 * The end of the log, where commits are written. The log is what is flushed for a commit, and the
 * only thing: one write of known length into a file of known length. For use by one thread at a
 * time.
 *
 * <p>With {@link Durability#BUFFERED} a write returns when the operating system has it; a segment
 * is forced before the next one begins, and at the end.
 */
final class CommitLog implements AutoCloseable {
  private final Disk disk;
  private final RocksDbOptions options;
  private final long largestSegmentBytes;
  private final DiskFile mark;
  private LogSegment segment;
  private LogEnd end;
  private boolean markFailed;

  private CommitLog(
      Disk disk,
      RocksDbOptions options,
      long largestSegmentBytes,
      DiskFile mark,
      LogSegment segment,
      LogEnd end) {
    this.disk = disk;
    this.options = options;
    this.largestSegmentBytes = largestSegmentBytes;
    this.mark = mark;
    this.segment = segment;
    this.end = end;
  }

  /**
   * Opens the log for writing; {@link #secureEnd} comes next.
   *
   * @param end where it ends, as {@link LogReplay} has found
   */
  static CommitLog open(Disk disk, RocksDbOptions options, long largestSegmentBytes, LogEnd end)
      throws IOException {
    DiskFile mark = disk.open(HeadMarkFile.NAME, Disk.Access.CREATE);
    boolean done = false;
    try {
      LogSegment segment = LogSegment.open(disk, end.next().segment(), access(options));
      done = true;
      return new CommitLog(disk, options, largestSegmentBytes, mark, segment, end);
    } finally {
      if (!done) {
        mark.close();
      }
    }
  }

  private static Disk.Access access(RocksDbOptions options) {
    return switch (options.durability()) {
      case SYNC -> Disk.Access.SYNCED;
      case BUFFERED -> Disk.Access.WRITE;
    };
  }

  /**
   * Makes durable what was found, and marks it as acknowledged. To be called before it is shown to
   * anybody and before anything is appended: the process before may have died, or seen its disk
   * fail, between giving the last frame to the operating system and having it on the disk.
   */
  void secureEnd() throws IOException {
    segment.clearFrom(end.next().offset());
    LogPosition last = end.last();
    if (end.head().revision() > 0
        && last.segment() == segment.header().number()
        && segment.read(last.offset()) instanceof LogSegment.Found.Frame(byte[] frame)) {
      // Written, not only forced: what the system failed to write once it may take for written.
      segment.write(last.offset(), frame);
    }
    force();
  }

  LogEnd end() {
    return end;
  }

  /**
   * Makes a group ready to be appended; begins a segment if this one has no room for it.
   *
   * @return what {@link #append} writes next
   */
  PreparedGroup prepare(List<CommitRecord> records) throws IOException {
    GroupFrame frame = GroupFrame.of(records);
    if (!segment.holds(end.next().offset(), frame.bytes())) {
      LogSegment full = segment;
      rollFor(frame.bytes());
      full.close();
    }
    LogPosition place = end.next();
    LogPosition next = new LogPosition(place.segment(), place.offset() + frame.bytes());
    LogEnd after = new LogEnd(records.getLast().head(), next, place, end.durable());
    return new PreparedGroup(frame.bytesAt(place), records, frame.spansAt(place), after);
  }

  /**
   * Appends a group: all or nothing, and durable on return unless commits are buffered. After an
   * exception what the log holds at its end is unknown until it is replayed, and nothing more may
   * be appended.
   *
   * @param group the one that was prepared last
   */
  void append(PreparedGroup group) throws IOException {
    segment.write(group.after().last().offset(), group.frame());
    boolean synced = options.durability() == Durability.SYNC;
    end = synced ? group.after().forced() : group.after();
    if (synced) {
      writeMark();
    }
  }

  /** Makes all of it durable. */
  void force() throws IOException {
    segment.force();
    end = end.forced();
    writeMark();
  }

  /** Lets the next commit begin a segment, a small one, unless this one is empty. */
  void seal() throws IOException {
    if (end.next().offset() > SegmentHeader.BYTES) {
      LogSegment sealed = segment;
      long frames = end.next().offset();
      roll(Math.min(StoreLayout.FIRST_SEGMENT_BYTES, largestSegmentBytes));
      sealed.cut(frames);
      sealed.close();
    }
  }

  private void rollFor(int frameBytes) throws IOException {
    roll(
        Math.max(
            Math.min(2 * segment.bytes(), largestSegmentBytes),
            (long) SegmentHeader.BYTES + frameBytes));
  }

  /** Begins a segment; the one before is left to the caller to close. */
  private void roll(long bytes) throws IOException {
    if (!end.durable().equals(end.next())) {
      force();
    }
    long number = segment.header().number() + 1;
    LogSegment.make(disk, number, end.head(), bytes);
    LogSegment next = LogSegment.open(disk, number, access(options));
    segment = next;
    LogPosition beginning = LogPosition.beginningOf(number);
    end = new LogEnd(end.head(), beginning, end.last(), beginning);
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
        options
            .warnings()
            .warn(
                "%s could not be written: %s"
                    .formatted(disk.directory().resolve(HeadMarkFile.NAME), e.getMessage()));
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (mark) {
      segment.close();
    }
  }
}
