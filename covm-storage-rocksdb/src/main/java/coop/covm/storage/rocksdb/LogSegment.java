package coop.covm.storage.rocksdb;

import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.disk.Faults;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.MalformedRecordException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An open segment of the log. For use by one thread at a time. */
final class LogSegment implements AutoCloseable {
  private static final int ZEROS = 1 << 16;
  private static final int FRAMES_BETWEEN_MARKS = 64;

  private final Path path;
  private final SegmentHeader header;
  private final DiskFile file;
  private final long bytes;

  /** Here and there on the way of {@link #find}: the revision before a frame, and its offset. */
  private final NavigableMap<Long, Long> passed = new TreeMap<>();

  private LogSegment(Path path, SegmentHeader header, DiskFile file, long bytes) {
    this.path = path;
    this.header = header;
    this.file = file;
    this.bytes = bytes;
  }

  /**
   * Makes a segment of its full length, durable on return with its name.
   *
   * @param after the commit before its first one
   */
  static void make(Disk disk, long number, Head after, long bytes) throws IOException {
    String name = StoreLayout.segment(number);
    String unfinished = name + StoreLayout.UNFINISHED;
    try (DiskFile file = disk.open(unfinished, Disk.Access.CREATE)) {
      file.truncate(0);
      file.writeFully(0, SegmentHeader.after(number, after).bytes());
      byte[] zeros = new byte[ZEROS];
      for (long at = SegmentHeader.BYTES; at < bytes; at += zeros.length) {
        file.writeFully(
            at, bytes - at < zeros.length ? Arrays.copyOf(zeros, (int) (bytes - at)) : zeros);
      }
      file.force();
    }
    disk.rename(unfinished, name);
    disk.force();
  }

  /**
   * Opens a segment.
   *
   * @param access {@code READ}, {@code WRITE}, or {@code SYNCED} so that each write is durable when
   *     it returns
   * @throws coop.covm.storage.StorageException {@code StoreDamaged} if it is none
   */
  static LogSegment open(Disk disk, long number, Disk.Access access) throws IOException {
    String name = StoreLayout.segment(number);
    Path path = disk.directory().resolve(name);
    DiskFile file = disk.open(name, access);
    boolean done = false;
    try {
      byte[] bytes = new byte[SegmentHeader.BYTES];
      int read = file.readFully(0, bytes);
      Optional<SegmentHeader> header =
          read < bytes.length ? Optional.empty() : SegmentHeader.parse(bytes);
      if (header.map(SegmentHeader::number).orElse(0L) != number) {
        throw Faults.damaged(
            path, "the head of the segment is not what was written; restore it from a backup");
      }
      LogSegment segment = new LogSegment(path, header.orElseThrow(), file, file.size());
      done = true;
      return segment;
    } finally {
      if (!done) {
        file.close();
      }
    }
  }

  Path path() {
    return path;
  }

  SegmentHeader header() {
    return header;
  }

  /** The length of the file. */
  long bytes() {
    return bytes;
  }

  /** Whether a frame of this length fits behind the offset. */
  boolean holds(long offset, long frameBytes) {
    return offset + frameBytes <= bytes;
  }

  void write(long offset, byte[] frame) throws IOException {
    file.writeFully(offset, frame);
  }

  /**
   * What stands at the offset: a whole frame, nothing (zeros, or the end of the segment), or
   * something else.
   */
  Found read(long offset) throws IOException {
    byte[] head = new byte[GroupFrame.HEADER_BYTES];
    if (file.readFully(offset, head) < head.length || Arrays.equals(head, new byte[head.length])) {
      return new Found.Nothing();
    }
    long length = GroupFrame.declaredBytes(head);
    if (length == 0 || !holds(offset, length)) {
      return new Found.Broken();
    }
    byte[] frame = new byte[Math.toIntExact(length)];
    boolean whole =
        file.readFully(offset, frame) == frame.length
            && GroupFrame.isWhole(frame, new LogPosition(header.number(), offset));
    return whole ? new Found.Frame(frame) : new Found.Broken();
  }

  /** The bytes of one commit; shorter than asked where the file ends before. */
  byte[] bytesAt(RecordSpan span) throws IOException {
    byte[] commit = new byte[span.length()];
    int read = file.readFully(span.place().offset(), commit);
    return read == commit.length ? commit : Arrays.copyOf(commit, read);
  }

  /**
   * Where a commit stands, found by the heads of the frames; empty if none is whole that has it.
   * Remembers its way, so that the next search is short.
   */
  Optional<RecordSpan> find(long revision) throws IOException {
    Map.@Nullable Entry<Long, Long> start = passed.floorEntry(revision - 1);
    long before = start == null ? header.revision() : start.getKey();
    long offset = start == null ? SegmentHeader.BYTES : start.getValue();
    long frames = 0;
    byte[] head = new byte[GroupFrame.HEADER_BYTES];
    while (file.readFully(offset, head) == head.length && GroupFrame.declaredBytes(head) > 0) {
      int commits = GroupFrame.commits(head);
      if (commits <= 0) {
        break;
      }
      if (revision <= before + commits) {
        return find(offset, (int) (revision - before - 1));
      }
      before += commits;
      offset += GroupFrame.declaredBytes(head);
      frames++;
      if (frames % FRAMES_BETWEEN_MARKS == 0) {
        passed.put(before, offset);
      }
    }
    return Optional.empty();
  }

  private Optional<RecordSpan> find(long offset, int place) throws IOException {
    if (place < 0 || !(read(offset) instanceof Found.Frame(byte[] frame))) {
      return Optional.empty();
    }
    try {
      LogPosition position = new LogPosition(header.number(), offset);
      return Optional.of(GroupFrame.parse(frame).spansAt(position).get(place));
    } catch (MalformedRecordException e) {
      return Optional.empty();
    }
  }

  /**
   * Makes sure that nothing stands behind the end of the log, which an interrupted write may have
   * left: a later frame that ends just before it would be followed by it. Durable on return.
   *
   * @return whether there was something
   */
  boolean clearFrom(long end) throws IOException {
    byte[] part = new byte[ZEROS];
    byte[] zeros = new byte[ZEROS];
    boolean cleared = false;
    for (long at = end; at < bytes; at += part.length) {
      int read = file.readFully(at, part);
      if (!Arrays.equals(part, 0, read, zeros, 0, read)) {
        file.writeFully(at, Arrays.copyOf(zeros, read));
        cleared = true;
      }
    }
    if (cleared) {
      file.force();
    }
    return cleared;
  }

  /** Gives the space behind the last frame back, where none will follow. */
  void cut(long framesEnd) throws IOException {
    file.truncate(framesEnd);
  }

  /** Makes all that was written survive a power loss. */
  void force() throws IOException {
    file.force();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** What stands at an offset. */
  sealed interface Found {
    @SuppressWarnings("ArrayRecordComponent") // bytes in transit, never compared
    record Frame(byte[] bytes) implements Found {}

    record Nothing() implements Found {}

    record Broken() implements Found {}
  }
}
