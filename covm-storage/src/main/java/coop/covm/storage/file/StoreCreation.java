package coop.covm.storage.file;

import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.disk.Faults;
import coop.covm.storage.disk.FormatFile;
import coop.covm.storage.disk.HeadMark;
import coop.covm.storage.log.Head;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes a store, so that a crash at any point leaves either a whole one, or something that holds no
 * commit and that the next attempt completes. The order: {@code head.json}, the first segment and
 * the format file under its unfinished name, each forced; their directory entries, forced; then the
 * format file gets its name, and that is forced.
 */
final class StoreCreation {
  private static final String FIRST_SEGMENT = StoreLayout.segment(1);

  private static final Set<String> LEFT_BY_A_CRASH =
      Set.of(StoreLayout.LOCK, StoreLayout.HEAD, FIRST_SEGMENT, FormatFile.UNFINISHED);

  private StoreCreation() {}

  /** What a directory that exists holds. */
  enum Place {
    STORE,
    NOTHING,
    SOMETHING_ELSE
  }

  /**
   * Looks at a directory.
   *
   * @throws coop.covm.storage.StorageException {@code StoreDamaged} if it holds a journal without
   *     its format file
   */
  static Place place(Disk disk) throws IOException {
    List<String> names = disk.names();
    if (names.contains(StoreLayout.FORMAT)) {
      return Place.STORE;
    }
    for (String name : names) {
      if (StoreLayout.segmentRevision(name).isPresent()
          && disk.stamp(name).map(Disk.Stamp::size).orElse(0L) > 0) {
        if (disk.stamp(StoreLayout.FORMAT).isPresent()) {
          return Place.STORE; // another process finished it after the names were listed
        }
        throw Faults.damaged(
            disk.directory().resolve(StoreLayout.FORMAT),
            "the file is missing beside a journal; restore it from a backup");
      }
    }
    List<String> others = new ArrayList<>(names);
    others.removeAll(LEFT_BY_A_CRASH);
    return others.isEmpty() ? Place.NOTHING : Place.SOMETHING_ELSE;
  }

  /** Makes the store in a directory that holds nothing, under the journal lock. */
  static void create(Disk disk, FormatFile format) throws IOException {
    try (DiskFile head = disk.open(StoreLayout.HEAD, Disk.Access.CREATE)) {
      head.writeFully(0, HeadMark.of(Head.EMPTY).bytes());
      head.truncate(HeadMark.BYTES);
      head.force();
    }
    try (DiskFile journal = disk.open(FIRST_SEGMENT, Disk.Access.CREATE)) {
      journal.force();
    }
    format.writeUnfinished(disk);
    disk.force();
    disk.rename(FormatFile.UNFINISHED, StoreLayout.FORMAT);
    disk.force();
  }

  /** Whether a journal lies in the directory, so that it is a store whatever else is wrong. */
  static boolean holdsJournal(Disk disk) throws IOException {
    return disk.names().stream().anyMatch(n -> StoreLayout.segmentRevision(n).isPresent());
  }
}
