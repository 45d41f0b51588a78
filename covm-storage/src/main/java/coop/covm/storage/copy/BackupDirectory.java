package coop.covm.storage.copy;

import coop.covm.storage.disk.RealDisk;
import coop.covm.storage.disk.UnfinishedFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A directory of backups of one store: {@code NNNNNN-full.covmbackup}, and {@code
 * NNNNNN-increment.covmbackup} that each go on from the file of the number before. A file has its
 * name only when it is whole and durable. Opened for writing it is kept apart from others who write
 * by a lock on the file {@code backup.lock}.
 */
final class BackupDirectory implements AutoCloseable {
  private static final String LOCK = "backup.lock";
  private static final Pattern NAME = Pattern.compile("([0-9]{6})-(full|increment)\\.covmbackup");
  private static final Pattern UNFINISHED =
      Pattern.compile("\\.[0-9]{6}-(full|increment)\\.covmbackup\\.[0-9a-f-]{36}\\.unfinished");
  private static final Set<String> HARMLESS = Set.of(LOCK, "lost+found");

  private final Path directory;
  private final RandomAccessFile lockFile;

  private BackupDirectory(Path directory, RandomAccessFile lockFile) {
    this.directory = directory;
    this.lockFile = lockFile;
  }

  /** A file of a part, by its name. */
  private record Numbered(int number, boolean full, Path file) {}

  /**
   * Opens a directory to write a backup there, and makes it if it is not there.
   *
   * @throws CopyException {@code BackupPlace} if it holds something else; {@code BackupBusy} if
   *     another backup is made there
   */
  static BackupDirectory open(Path directory) throws IOException {
    new RealDisk(directory).makeDirectory();
    requireOurs(directory);
    RandomAccessFile file = new RandomAccessFile(directory.resolve(LOCK).toFile(), "rw");
    boolean held = false;
    try {
      held = isLocked(file);
      if (!held) {
        throw new CopyException(
            CopyError.BACKUP_BUSY,
            "another backup is just being made in %s; try again when it has ended"
                .formatted(directory),
            Map.of("directory", directory.toString()),
            null);
      }
      removeLeftOver(directory);
      return new BackupDirectory(directory, file);
    } finally {
      if (!held) {
        file.close();
      }
    }
  }

  private static boolean isLocked(RandomAccessFile file) throws IOException {
    try {
      @Nullable FileLock lock = file.getChannel().tryLock(); // given back when the file is closed
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // somebody else in this process
    }
  }

  private static void requireOurs(Path directory) throws IOException {
    boolean some = false;
    Optional<String> other = Optional.empty();
    for (String name : new RealDisk(directory).names()) {
      some |= NAME.matcher(name).matches();
      if (!HARMLESS.contains(name)
          && !NAME.matcher(name).matches()
          && !UNFINISHED.matcher(name).matches()) {
        other = Optional.of(name);
      }
    }
    if (!some && other.isPresent()) {
      throw new CopyException(
          CopyError.BACKUP_PLACE,
          "%s holds something else than backups, such as %s; name an empty or a new directory"
              .formatted(directory, other.get()),
          Map.of("directory", directory.toString()),
          null);
    }
  }

  private static void removeLeftOver(Path directory) throws IOException {
    for (String name : new RealDisk(directory).names()) {
      if (UNFINISHED.matcher(name).matches()) {
        Files.deleteIfExists(directory.resolve(name));
      }
    }
  }

  /** The newest part; empty if there is none. */
  Optional<BackupPart> newest() throws IOException {
    List<Numbered> all = numbered(directory);
    return all.isEmpty() ? Optional.empty() : Optional.of(BackupPart.of(all.getLast().file()));
  }

  /** The files that are there, in order. */
  List<Path> files() throws IOException {
    return numbered(directory).stream().map(Numbered::file).toList();
  }

  /** What becomes the next part. */
  UnfinishedFile next(boolean full) throws IOException {
    return UnfinishedFile.beside(nextFile(full), true);
  }

  /** The name of the next part. */
  Path nextFile(boolean full) throws IOException {
    List<Numbered> all = numbered(directory);
    int number = all.isEmpty() ? 1 : all.getLast().number() + 1;
    return directory.resolve(
        String.format(Locale.ROOT, "%06d-%s.covmbackup", number, full ? "full" : "increment"));
  }

  /**
   * The files of the newest full backup and what goes on from it, in order.
   *
   * @throws CopyException {@code BackupNotFound} if there is none; {@code BackupChain} if one is
   *     missing
   */
  static List<Path> chain(Path directory) throws IOException {
    List<Numbered> all = readable(directory);
    int begin = all.size() - 1;
    while (begin > 0 && !all.get(begin).full()) {
      begin--;
    }
    List<Path> chain = new ArrayList<>();
    for (int i = begin; i < all.size(); i++) {
      int expected = all.get(begin).number() + i - begin;
      if (all.get(i).number() != expected) {
        throw new CopyException(
            CopyError.BACKUP_CHAIN,
            "%s: the file %06d-increment.covmbackup is missing, which %s goes on from; bring it back, or restore from the files before it"
                .formatted(directory, expected, all.get(i).file().getFileName()),
            Map.of("directory", directory.toString()),
            null);
      }
      chain.add(all.get(i).file());
    }
    return chain;
  }

  private static List<Numbered> readable(Path directory) throws IOException {
    List<Numbered> all;
    try {
      all = numbered(directory);
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw notFound(directory, "there is nothing of this name");
    }
    if (all.isEmpty()) {
      throw notFound(directory, "it holds no backup");
    }
    return all;
  }

  static CopyException notFound(Path place, String why) {
    return new CopyException(
        CopyError.BACKUP_NOT_FOUND,
        "no backup at %s: %s".formatted(place, why),
        Map.of("file", place.toString()),
        null);
  }

  private static List<Numbered> numbered(Path directory) throws IOException {
    List<Numbered> found = new ArrayList<>();
    for (String name : new RealDisk(directory).names()) {
      Matcher matcher = NAME.matcher(name);
      if (matcher.matches()) {
        found.add(
            new Numbered(
                Integer.parseInt(matcher.group(1)),
                matcher.group(2).equals("full"),
                directory.resolve(name)));
      }
    }
    found.sort((one, other) -> one.file().compareTo(other.file()));
    return found;
  }

  /** Lets others write backups there. */
  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
