package coop.covm.storage.rocksdb;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageException;
import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.Faults;
import coop.covm.storage.disk.FormatFile;
import coop.covm.storage.disk.HeadMarkFile;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.memory.MemoryBackend;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.storage.spi.StorageBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way from a directory to a backend. What was opened is closed again if a later step fails. */
final class StoreOpening {
  private final Disk disk;
  private final OpenMode mode;
  private final boolean writing;
  private final RocksDbOptions options;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private StoreOpening(Disk disk, OpenMode mode, RocksDbOptions options) {
    this.disk = disk;
    this.mode = mode;
    this.writing = mode != OpenMode.READ_ONLY;
    this.options = options;
  }

  /**
   * Opens the store of a disk as {@link RocksDbBackend#open} says.
   *
   * @throws StorageException as there
   */
  static StorageBackend open(Disk disk, OpenMode mode, RocksDbOptions options) {
    StoreOpening opening = new StoreOpening(disk, mode, options);
    boolean done = false;
    try {
      StorageBackend backend = opening.open();
      done = true;
      return backend;
    } catch (ReadOnlyFileSystemException e) {
      throw Faults.openFailed(
          disk.directory(), opening.writing, Faults.checked(disk.directory(), e));
    } catch (IOException e) {
      throw Faults.openFailed(disk.directory(), opening.writing, e);
    } finally {
      if (!done) {
        closeAll(opening.opened);
      }
    }
  }

  private StorageBackend open() throws IOException {
    if (mode == OpenMode.CREATE && !isDirectory()) {
      disk.makeDirectory();
    }
    StorePlace.Content before = look();
    requireUsable(before);
    if (before == StorePlace.Content.STORE) {
      readFormat(); // a store that this release cannot read is left as it is, without a lock file
    }
    @Nullable DirectoryLock lock =
        DirectoryLock.take(disk.directory(), writing, options.patience());
    if (lock != null) {
      opened.push(lock);
    }
    StorePlace.Content content = look(); // again: now nobody else is making it
    requireUsable(content);
    boolean created = content == StorePlace.Content.NOTHING;
    if (created) {
      StorePlace.make(disk, new FormatFile(StoreLayout.KIND, options.largestSegmentBytes()));
    }
    FormatFile format = readFormat();
    LogReplay replay =
        new LogReplay(
            disk, StorePlace.lastSegment(disk), new HeadMarkFile(disk, options.warnings()).read());
    return writing ? openToWrite(format, replay, created) : openToRead(replay);
  }

  private FormatFile readFormat() throws IOException {
    return FormatFile.read(disk, StoreLayout.KIND, true);
  }

  private StorageBackend openToWrite(FormatFile format, LogReplay replay, boolean created)
      throws IOException {
    StorePlace.removeUnfinished(disk);
    // Who made the store or a segment may have died before its name was durable; an index beside
    // names that are lost would look like somebody else's.
    disk.force();
    Index index = openIndex(replay);
    LogEnd seen = index.seen().orElse(LogEnd.EMPTY);
    LogEnd end = replay.run(seen, index::apply);
    CommitLog log = CommitLog.open(disk, options, format.segmentBytes(), end);
    opened.push(log);
    log.secureEnd();
    LogReader reader = new LogReader(disk);
    opened.push(reader);
    return new RocksDbBackend(
        disk, options, created, index, log, reader, seen, List.copyOf(opened));
  }

  /** The index, made anew if it has another layout, or has seen more than the log holds. */
  private Index openIndex(LogReplay replay) throws IOException {
    Path directory = disk.directory().resolve(StoreLayout.INDEX);
    Natives natives = new Natives(disk.directory());
    Index index = Index.open(directory, natives, true);
    opened.push(index); // before it is looked at, which may fail; closing twice is harmless
    Optional<LogEnd> seen = index.seen();
    boolean otherLayout = seen.isEmpty() && !index.isEmpty();
    if (otherLayout || !replay.holds(seen.orElse(LogEnd.EMPTY))) {
      index.close();
      options
          .warnings()
          .warn(
              "%s %s and is made anew from the log"
                  .formatted(
                      directory,
                      otherLayout
                          ? "is of another layout"
                          : "has seen commits that never reached the disk"));
      Index.remove(directory);
      index = Index.open(directory, new Natives(disk.directory()), true);
      opened.push(index);
    }
    return index;
  }

  /**
   * For reading RocksDB shows what it has flushed, and nothing may be written there; the rest of
   * the log is applied in memory above it.
   */
  private StorageBackend openToRead(LogReplay replay) throws IOException {
    Path directory = disk.directory().resolve(StoreLayout.INDEX);
    if (Files.exists(directory.resolve("CURRENT"))) {
      Index index = Index.open(directory, new Natives(disk.directory()), false);
      opened.push(index);
      Optional<LogEnd> seen = index.seen();
      if (seen.isPresent() && replay.holds(seen.orElseThrow())) {
        LogReader reader = new LogReader(disk);
        opened.push(reader);
        BackendSnapshot base =
            new RocksDbSnapshot(disk, reader, index, index.snapshot(seen.orElseThrow()));
        return readAbove(new MemoryBackend(base), replay, seen.orElseThrow());
      }
    }
    return readAbove(new MemoryBackend(), replay, LogEnd.EMPTY);
  }

  private StorageBackend readAbove(MemoryBackend memory, LogReplay replay, LogEnd seen)
      throws IOException {
    opened.push(memory);
    LogEnd end = replay.run(seen, (records, _, _) -> apply(memory, records));
    forceForReading(end);
    return new ReadingBackend(disk.directory(), memory, List.copyOf(opened));
  }

  /**
   * Who wrote the last commits may have died before they were durable. A disk that takes nothing
   * any more is no reason not to read what is there.
   */
  private void forceForReading(LogEnd end) throws IOException {
    try (LogSegment last = LogSegment.open(disk, end.next().segment(), Disk.Access.READ)) {
      try {
        last.force();
      } catch (IOException e) {
        options
            .warnings()
            .warn(
                "%s: what is read may be lost by a power loss, since it could not be forced: %s"
                    .formatted(last.path(), e.getMessage()));
      }
    }
  }

  private static void apply(MemoryBackend memory, List<CommitRecord> records) {
    try {
      memory.commit(new CommitBatch(records.getFirst().revision() - 1, records));
    } catch (HeadMovedException e) {
      throw new AssertionError("nobody else has this memory", e);
    }
  }

  private boolean isDirectory() throws IOException {
    try {
      disk.names();
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private StorePlace.Content look() throws IOException {
    try {
      return StorePlace.look(disk);
    } catch (NoSuchFileException e) {
      throw Faults.notFound(disk.directory(), "there is no such directory");
    }
  }

  private void requireUsable(StorePlace.Content content) {
    switch (content) {
      case STORE -> {}
      case NOTHING -> {
        if (mode != OpenMode.CREATE) {
          throw Faults.notFound(disk.directory(), "there is no store in this directory");
        }
      }
      case SOMETHING_ELSE ->
          throw Faults.format(
              disk.directory(), "holds files that are no store; name another directory");
    }
  }

  /** Closes what is there, the last opened first; the first failure is thrown at the end. */
  static void closeAll(Iterable<AutoCloseable> resources) {
    @Nullable RuntimeException first = null;
    for (AutoCloseable resource : resources) {
      try {
        resource.close();
      } catch (Exception e) {
        if (first == null) {
          first =
              e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
