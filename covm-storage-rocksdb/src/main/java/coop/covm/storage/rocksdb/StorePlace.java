package coop.covm.storage.rocksdb;

import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.disk.Faults;
import coop.covm.storage.disk.FormatFile;
import coop.covm.storage.disk.HeadMark;
import coop.covm.storage.disk.HeadMarkFile;
import coop.covm.storage.log.Head;
import java.io.IOException;
import java.util.List;

/**
 * Looks at a directory, and makes a store there, so that a crash at any point leaves either a whole
 * one, or something without commits that the next attempt completes: first the mark and the first
 * segment, at last the format file.
 */
final class StorePlace {
  private StorePlace() {}

  /** What a directory that exists holds. */
  enum Content {
    STORE,
    NOTHING,
    SOMETHING_ELSE
  }

  /**
   * Looks at a directory.
   *
   * @throws coop.covm.storage.StorageException {@code StoreDamaged} if it holds a log without its
   *     format file
   */
  static Content look(Disk disk) throws IOException {
    List<String> names = disk.names();
    if (names.contains(FormatFile.NAME)) {
      return Content.STORE;
    }
    if (StoreLayout.segments(names).stream().anyMatch(number -> number > 1)
        || holdsCommit(disk, names)) {
      throw Faults.damaged(
          disk.directory().resolve(FormatFile.NAME),
          "the file is missing beside a log; restore it from a backup");
    }
    return names.stream().allMatch(StorePlace::isLeftByCrash)
        ? Content.NOTHING
        : Content.SOMETHING_ELSE;
  }

  private static boolean holdsCommit(Disk disk, List<String> names) throws IOException {
    if (!names.contains(StoreLayout.segment(1))) {
      return false;
    }
    try (LogSegment first = LogSegment.open(disk, 1, Disk.Access.READ)) {
      return first.read(SegmentHeader.BYTES) instanceof LogSegment.Found.Frame;
    }
  }

  private static boolean isLeftByCrash(String name) {
    return List.of(
            StoreLayout.LOCK,
            HeadMarkFile.NAME,
            FormatFile.UNFINISHED,
            StoreLayout.segment(1),
            StoreLayout.segment(1) + StoreLayout.UNFINISHED)
        .contains(name);
  }

  /** Makes the store in a directory that holds nothing. */
  static void make(Disk disk, FormatFile format) throws IOException {
    try (DiskFile mark = disk.open(HeadMarkFile.NAME, Disk.Access.CREATE)) {
      mark.writeFully(0, HeadMark.of(Head.EMPTY).bytes());
      mark.truncate(HeadMark.BYTES);
      mark.force();
    }
    LogSegment.make(
        disk, 1, Head.EMPTY, Math.min(StoreLayout.FIRST_SEGMENT_BYTES, format.segmentBytes()));
    format.writeUnfinished(disk);
    disk.force();
    disk.rename(FormatFile.UNFINISHED, FormatFile.NAME);
    disk.force();
  }

  /** Removes what an interrupted compaction, or an interrupted beginning of a segment, has left. */
  static void removeUnfinished(Disk disk) throws IOException {
    for (String name : disk.names()) {
      if (name.startsWith("log-") && name.endsWith(StoreLayout.UNFINISHED)) {
        disk.delete(name);
      }
    }
  }

  /**
   * The highest number of a segment.
   *
   * @throws coop.covm.storage.StorageException {@code StoreDamaged} if one before it is missing
   */
  static long lastSegment(Disk disk) throws IOException {
    List<Long> numbers = StoreLayout.segments(disk.names());
    for (int i = 0; i < numbers.size(); i++) {
      if (numbers.get(i) != i + 1) {
        throw missing(disk, i + 1);
      }
    }
    if (numbers.isEmpty()) {
      throw missing(disk, 1);
    }
    return numbers.size();
  }

  private static RuntimeException missing(Disk disk, long number) {
    return Faults.damaged(
        disk.directory().resolve(StoreLayout.segment(number)),
        "this segment of the log is missing; restore it from a backup");
  }
}
