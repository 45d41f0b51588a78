package coop.covm.storage.file;

import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.disk.Faults;
import coop.covm.storage.disk.FilesBesideLog;
import coop.covm.storage.disk.FormatFile;
import coop.covm.storage.disk.HeadMark;
import coop.covm.storage.disk.OwnerOnlyFile;
import coop.covm.storage.disk.ReadableBytes;
import coop.covm.storage.file.LockFile.Held;
import coop.covm.storage.log.SalvagedCommit;
import coop.covm.storage.spi.DamagedLog;
import coop.covm.storage.spi.LogPiece;
import coop.covm.storage.spi.LogPlace;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The journal of a {@code file:} store that may be damaged, segment by segment. */
final class DamagedJournal implements DamagedLog {
  private final Disk disk;
  private final LockFile lock;
  private final Held held;
  private final Optional<FormatFile> format;
  private final Optional<HeadMark> mark;

  /** The first revisions of the segments, as their names say. */
  private final List<Long> segments;

  /** What is wrong beside the journal; the first pieces. */
  private final List<LogPiece> derived = new ArrayList<>();

  private final Deque<LogPiece> pending = new ArrayDeque<>();
  private int index;
  private Optional<DamagedSegment> segment = Optional.empty();

  /** The revision that the next segment should begin with; empty if that cannot be told. */
  private OptionalLong expected = OptionalLong.of(1);

  private DamagedJournal(
      Disk disk, LockFile lock, Held held, FilesBesideLog beside, List<Long> segments) {
    this.disk = disk;
    this.lock = lock;
    this.held = held;
    this.format = beside.format();
    this.mark = beside.mark();
    this.segments = segments;
  }

  /**
   * Opens the journal of a directory.
   *
   * @throws coop.covm.storage.StorageException {@code StoreNotFound}, {@code StoreFormat}, {@code
   *     StoreBusy}
   */
  static DamagedJournal open(Disk disk) throws IOException {
    List<Long> segments = segments(disk);
    FilesBesideLog beside = FilesBesideLog.read(disk, StoreLayout.KIND, !segments.isEmpty());
    LockFile lock = LockFile.open(disk.directory(), false);
    boolean done = false;
    try {
      Held held = lock.lockJournal(false, LockFile.JOURNAL_PATIENCE);
      DamagedJournal journal = new DamagedJournal(disk, lock, held, beside, segments);
      beside.wrong().forEach(wrong -> journal.addDerived(wrong.name(), wrong.what()));
      IndexSnapshotFile.read(
          disk, _ -> journal.addDerived(StoreLayout.INDEX, "the file is not what was written"));
      journal.rewind();
      done = true;
      return journal;
    } catch (LockFile.BusyException e) {
      throw Faults.busy(disk.directory(), e.waitedMillis());
    } finally {
      if (!done) {
        lock.close();
      }
    }
  }

  private static List<Long> segments(Disk disk) throws IOException {
    try {
      return StoreLayout.segments(disk.names());
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw Faults.notFound(disk.directory(), "there is no such directory");
    }
  }

  private void addDerived(String name, String what) {
    derived.add(new LogPiece.Derived(LogPlace.of(disk.directory().resolve(name)), what));
  }

  @Override
  public Optional<LogPiece> next() throws IOException {
    while (pending.isEmpty()) {
      if (segment.isPresent() && segment.get().readInto(pending)) {
        continue;
      }
      if (segment.isPresent()) {
        expected = segment.get().next();
      }
      if (index == segments.size()) {
        requireSuccessor();
        segment = Optional.empty();
        return Optional.ofNullable(pending.poll());
      }
      begin(segments.get(index));
      index++;
    }
    return Optional.ofNullable(pending.poll());
  }

  /** A segment that is full has a successor, be it an empty one. */
  private void requireSuccessor() {
    if (segment.isPresent() && format.isPresent() && segment.get().isFull(format.get())) {
      addMissing(expected);
    }
  }

  private void addMissing(OptionalLong revision) {
    if (revision.isPresent()) {
      String missing = StoreLayout.segment(revision.getAsLong());
      pending.add(
          new LogPiece.Damage(
              LogPlace.of(disk.directory().resolve(missing)), "the file is missing"));
    }
  }

  private void begin(long firstRevision) throws IOException {
    if (expected.isPresent() && expected.getAsLong() < firstRevision) {
      addMissing(expected);
    }
    String name = StoreLayout.segment(firstRevision);
    ReadableBytes read = ReadableBytes.of(disk, name);
    DamagedSegment opened =
        new DamagedSegment(disk.directory().resolve(name), firstRevision, read.bytes());
    for (ReadableBytes.Lost lost : read.lost()) {
      pending.add(
          new LogPiece.Damage(
              opened.place((int) lost.offset(), (int) (lost.offset() + lost.length())),
              "the disk does not give these bytes: " + lost.why()));
    }
    segment = Optional.of(opened);
  }

  @Override
  public void rewind() {
    pending.clear();
    pending.addAll(derived);
    segment = Optional.empty();
    expected = OptionalLong.of(1);
    index = 0;
  }

  @Override
  public void seek(LogPlace place) throws IOException {
    pending.clear();
    long first =
        StoreLayout.segmentRevision(String.valueOf(place.file().getFileName())).orElseThrow();
    if (segment.isEmpty() || !segment.get().file().equals(place.file())) {
      expected = OptionalLong.empty();
      begin(first);
      pending.clear();
    }
    segment.orElseThrow().moveTo(place.offset());
    index = segments.indexOf(first) + 1;
  }

  @Override
  public SalvagedCommit commit(LogPlace place) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(place.length())];
    String name = String.valueOf(place.file().getFileName());
    try (DiskFile file = disk.open(name, Disk.Access.READ)) {
      file.readFully(place.offset(), bytes);
    }
    Deque<LogPiece> pieces = new ArrayDeque<>();
    new DamagedSegment(place.file(), 1, bytes).readInto(pieces);
    if (pieces.poll() instanceof LogPiece.Commit(_, SalvagedCommit commit, _)) {
      return commit;
    }
    throw new IOException("%s changed while it was read".formatted(place));
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
    try (lock) {
      held.close();
    }
  }
}
