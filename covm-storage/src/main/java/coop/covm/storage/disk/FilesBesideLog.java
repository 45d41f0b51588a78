package coop.covm.storage.disk;

import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The small files beside a log that may be damaged.
 *
 * @param format what the directory says it is, if it can be read
 * @param mark the newest revision that is known to have been acknowledged, if it can be read
 * @param wrong files that are not what was written
 */
public record FilesBesideLog(
    Optional<FormatFile> format, Optional<HeadMark> mark, List<Wrong> wrong) {
  public FilesBesideLog {
    wrong = List.copyOf(wrong);
  }

  /** A file that is not what was written. */
  public record Wrong(String name, String what) {}

  /**
   * Reads them.
   *
   * @param kind that of the store
   * @param holdsLog whether a log lies in the directory, so that it is a store whatever else is
   *     wrong
   * @throws StorageException {@code StoreNotFound} if nothing of a store is there; {@code
   *     StoreFormat} if it is another one, or of a newer release
   */
  public static FilesBesideLog read(Disk disk, String kind, boolean holdsLog) throws IOException {
    List<Wrong> wrong = new ArrayList<>();
    Optional<FormatFile> format = format(disk, kind, holdsLog, wrong);
    Optional<HeadMark> mark =
        new HeadMarkFile(
                disk,
                _ -> wrong.add(new Wrong(HeadMarkFile.NAME, "the file is missing or damaged")))
            .read();
    return new FilesBesideLog(format, mark, wrong);
  }

  private static Optional<FormatFile> format(
      Disk disk, String kind, boolean holdsLog, List<Wrong> wrong) throws IOException {
    if (disk.stamp(FormatFile.NAME).isEmpty()) {
      if (!holdsLog) {
        throw Faults.notFound(disk.directory(), "there is no store in this directory");
      }
      wrong.add(new Wrong(FormatFile.NAME, "the file is missing beside a log"));
      return Optional.empty();
    }
    try {
      return Optional.of(FormatFile.read(disk, kind, holdsLog));
    } catch (StorageException e) {
      if (e.code() != StorageError.STORE_DAMAGED) {
        throw e;
      }
      wrong.add(new Wrong(FormatFile.NAME, "the file is not what was written"));
      return Optional.empty();
    }
  }
}
