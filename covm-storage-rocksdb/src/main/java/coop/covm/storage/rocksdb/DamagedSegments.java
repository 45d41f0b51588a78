package coop.covm.storage.rocksdb;

import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.disk.Faults;
import coop.covm.storage.disk.FilesBesideLog;
import coop.covm.storage.disk.HeadMark;
import coop.covm.storage.disk.OwnerOnlyFile;
import coop.covm.storage.disk.ReadableBytes;
import coop.covm.storage.log.CommitBinary;
import coop.covm.storage.log.MalformedRecordException;
import coop.covm.storage.log.SalvagedCommit;
import coop.covm.storage.spi.DamagedLog;
import coop.covm.storage.spi.LogPiece;
import coop.covm.storage.spi.LogPlace;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The segments of a log that may be damaged. The index is not looked at. */
final class DamagedSegments implements DamagedLog {
  private final Disk disk;
  private final @Nullable DirectoryLock lock;
  private final Optional<HeadMark> mark;

  /** The numbers of the segments that are there. */
  private final List<Long> segments;

  /** What is wrong beside the log; the first pieces. */
  private final List<LogPiece> derived = new ArrayList<>();

  private final Deque<LogPiece> pending = new ArrayDeque<>();
  private Optional<DamagedLogSegment> segment = Optional.empty();
  private int index;

  private DamagedSegments(
      Disk disk, @Nullable DirectoryLock lock, Optional<HeadMark> mark, List<Long> segments) {
    this.disk = disk;
    this.lock = lock;
    this.mark = mark;
    this.segments = segments;
  }

  /**
   * Opens the log of a directory.
   *
   * @throws coop.covm.storage.StorageException {@code StoreNotFound}, {@code StoreFormat}, {@code
   *     StoreBusy}
   */
  static DamagedSegments open(Disk disk, Duration patience) throws IOException {
    List<Long> segments = segments(disk);
    FilesBesideLog beside = FilesBesideLog.read(disk, StoreLayout.KIND, !segments.isEmpty());
    @Nullable DirectoryLock lock = DirectoryLock.take(disk.directory(), false, patience);
    DamagedSegments opened = new DamagedSegments(disk, lock, beside.mark(), segments);
    for (FilesBesideLog.Wrong wrong : beside.wrong()) {
      opened.derived.add(new LogPiece.Derived(opened.whole(wrong.name()), wrong.what()));
    }
    opened.rewind();
    return opened;
  }

  private static List<Long> segments(Disk disk) throws IOException {
    try {
      return StoreLayout.segments(disk.names());
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw Faults.notFound(disk.directory(), "there is no such directory");
    }
  }

  private LogPlace whole(String name) {
    return LogPlace.of(disk.directory().resolve(name));
  }

  @Override
  public Optional<LogPiece> next() throws IOException {
    while (pending.isEmpty()) {
      if (segment.isPresent() && segment.get().readInto(pending)) {
        continue;
      }
      if (index == segments.size()) {
        return Optional.empty();
      }
      long number = segments.get(index);
      for (long missing = index == 0 ? 1 : segments.get(index - 1) + 1;
          missing < number;
          missing++) {
        pending.add(
            new LogPiece.Damage(whole(StoreLayout.segment(missing)), "the file is missing"));
      }
      begin(number);
      index++;
    }
    return Optional.ofNullable(pending.poll());
  }

  private void begin(long number) throws IOException {
    String name = StoreLayout.segment(number);
    Path file = disk.directory().resolve(name);
    ReadableBytes read = ReadableBytes.of(disk, name);
    for (ReadableBytes.Lost lost : read.lost()) {
      pending.add(
          new LogPiece.Damage(
              new LogPlace(file, OptionalLong.empty(), lost.offset(), lost.length()),
              "the disk does not give these bytes: " + lost.why()));
    }
    segment = Optional.of(new DamagedLogSegment(file, number, read.bytes()));
  }

  @Override
  public void rewind() {
    pending.clear();
    pending.addAll(derived);
    segment = Optional.empty();
    index = 0;
  }

  @Override
  public void seek(LogPlace place) throws IOException {
    long number =
        StoreLayout.segmentNumber(String.valueOf(place.file().getFileName())).orElseThrow();
    begin(number);
    index = segments.indexOf(number) + 1;
    pending.clear();
    DamagedLogSegment there = segment.orElseThrow();
    while (there.readInto(pending)) {
      while (!pending.isEmpty()) {
        if (pending.getFirst().place().equals(place)) {
          return;
        }
        pending.removeFirst();
      }
    }
    throw new IOException("%s changed while it was read".formatted(place));
  }

  @Override
  public SalvagedCommit commit(LogPlace place) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(place.length())];
    String name = String.valueOf(place.file().getFileName());
    try (DiskFile file = disk.open(name, Disk.Access.READ)) {
      file.readFully(place.offset(), bytes);
      return SalvagedCommit.whole(CommitBinary.read(bytes));
    } catch (MalformedRecordException e) {
      throw new IOException("%s changed while it was read".formatted(place), e);
    }
  }

  @Override
  public Optional<Acknowledged> acknowledged() {
    return mark.map(known -> new Acknowledged(known.revision(), known.digest()));
  }

  @Override
  public Optional<byte[]> secret(String name) throws IOException {
    return OwnerOnlyFile.read(disk, name);
  }

  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
    }
  }
}
