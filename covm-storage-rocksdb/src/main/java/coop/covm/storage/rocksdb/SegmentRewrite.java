package coop.covm.storage.rocksdb;

import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.disk.Faults;
import coop.covm.storage.disk.ForceFailedException;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.MalformedRecordException;
import coop.covm.storage.rocksdb.LogSegment.Found;
import coop.covm.storage.spi.Compaction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Writes a segment anew without what compaction erases, beside the old one, and puts it in its
 * place. The frames stay in number and order, and every commit keeps its digests; only the places
 * move. The new file has no zeros behind its frames, since nothing is appended to it any more.
 */
final class SegmentRewrite {
  private final Disk disk;
  private final Compaction compaction;

  SegmentRewrite(Disk disk, Compaction compaction) {
    this.disk = disk;
    this.compaction = compaction;
  }

  /**
   * Rewrites a segment. Durable on return.
   *
   * @param number of a segment that is full
   * @param moved is told, after the new file is in place, where each of its commits stands
   * @throws coop.covm.storage.StorageException {@code StoreDamaged} if the segment cannot be read
   * @throws ForceFailedException if it is not known whether the new file will be found under its
   *     name
   */
  void run(long number, BiConsumer<List<Long>, List<RecordSpan>> moved) throws IOException {
    String name = StoreLayout.segment(number);
    List<Long> revisions = new ArrayList<>();
    List<RecordSpan> spans = new ArrayList<>();
    boolean renamed = false;
    try {
      write(number, revisions, spans);
      disk.rename(name + StoreLayout.UNFINISHED, name);
      renamed = true;
    } finally {
      if (!renamed) {
        disk.delete(name + StoreLayout.UNFINISHED); // it may be what has filled the disk
      }
    }
    try {
      disk.force();
    } catch (IOException e) {
      throw new ForceFailedException(e);
    }
    moved.accept(revisions, spans);
  }

  private void write(long number, List<Long> revisions, List<RecordSpan> spans) throws IOException {
    String unfinished = StoreLayout.segment(number) + StoreLayout.UNFINISHED;
    try (LogSegment old = LogSegment.open(disk, number, Disk.Access.READ);
        DiskFile file = disk.open(unfinished, Disk.Access.CREATE)) {
      file.truncate(0);
      file.writeFully(0, old.header().bytes());
      long from = SegmentHeader.BYTES;
      long to = SegmentHeader.BYTES;
      while (old.read(from) instanceof Found.Frame(byte[] bytes)) {
        LogPosition place = new LogPosition(number, to);
        List<CommitRecord> records = records(old, from, bytes);
        GroupFrame frame = GroupFrame.of(records.stream().map(compaction::erase).toList());
        file.writeFully(to, frame.bytesAt(place));
        records.forEach(record -> revisions.add(record.revision()));
        spans.addAll(frame.spansAt(place));
        from += bytes.length;
        to += frame.bytes();
      }
      requireEnd(old, from);
      file.force();
    }
  }

  private static List<CommitRecord> records(LogSegment segment, long offset, byte[] frame) {
    try {
      return GroupFrame.parse(frame).records();
    } catch (MalformedRecordException e) {
      throw damaged(segment, offset, String.valueOf(e.getMessage()));
    }
  }

  /** Nothing may be lost because a frame in the middle could not be read. */
  private static void requireEnd(LogSegment segment, long offset) throws IOException {
    if (!(segment.read(offset) instanceof Found.Nothing)) {
      throw damaged(segment, offset, "no whole frame stands there");
    }
  }

  private static RuntimeException damaged(LogSegment segment, long offset, String what) {
    return Faults.damaged(
        segment.path(), "byte %s: %s; restore the file from a backup".formatted(offset, what));
  }
}
