package coop.covm.storage.file;

import coop.covm.storage.Durability;
import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageException;
import coop.covm.storage.disk.DirectoryStatistics;
import coop.covm.storage.disk.DirectoryStatistics.Part;
import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.Faults;
import coop.covm.storage.disk.ForceFailedException;
import coop.covm.storage.disk.OwnerOnlyFile;
import coop.covm.storage.disk.Patience;
import coop.covm.storage.disk.RealDisk;
import coop.covm.storage.file.LockFile.Held;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.BackendStatistics;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.Compaction;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.storage.spi.StorageBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A store in a directory: a journal that anybody can read, and an index on the heap that is derived
 * from it. Any number of processes, and of backends in one process, share the directory. {@link
 * StoreLayout} describes the files.
 *
 * <p>A commit is durable when {@link #commit} returns: the journal has been forced to the disk. A
 * snapshot shows only what has been forced, by whomever it was written. With {@link
 * Durability#BUFFERED} this backend's own commits are forced when a segment is full, when another
 * backend takes them over, and when the backend is closed. What was damaged since it was written is
 * reported as {@code StoreDamaged} with file and line, at opening and when it is first read while
 * the store is open, and never shown.
 *
 * <p>Opening for writing repairs the end of the journal after a crash, and says so as a warning of
 * the logger {@code coop.covm.storage.file}. Opening for reading writes nothing at all and works
 * where nothing can be written; without {@code covm.lock} it is not kept apart from processes that
 * write.
 *
 * <p>After a write or force that failed, the backend takes no more commits, and its snapshots go on
 * showing the last state that is known to be durable.
 *
 * <p>The file system must have working locks between processes; those of one machine do. Do not
 * open the file {@code covm.lock} from a process that has the store open: closing it again would
 * give up the locks of that process.
 */
public final class FileStorageBackend implements StorageBackend {
  private static final Duration BETWEEN_SEGMENTS = Duration.ofMillis(5);

  private final Disk disk;
  private final boolean writing;
  private final boolean created;
  private final LockFile lock;
  private final RecordReader reader;
  private final Journal journal;
  private final IndexSnapshots indexSnapshots;

  /** Calls read-lock it; closing write-locks it, and so waits for them. */
  private final ReentrantReadWriteLock calls = new ReentrantReadWriteLock();

  private boolean closed;
  private volatile @Nullable Throwable failure;

  FileStorageBackend(
      Disk disk,
      boolean writing,
      boolean created,
      LockFile lock,
      Journal journal,
      IndexSnapshots indexSnapshots) {
    this.disk = disk;
    this.writing = writing;
    this.created = created;
    this.lock = lock;
    this.reader = new RecordReader(disk);
    this.journal = journal;
    this.indexSnapshots = indexSnapshots;
  }

  /**
   * Opens the store in a directory.
   *
   * @throws StorageException {@code StoreNotFound} if there is none and the mode is not {@code
   *     CREATE}; {@code StoreFormat} if the directory holds something else or a store of a newer
   *     format; {@code StoreDamaged}; {@code StoreReadOnly} if it is opened for writing and cannot
   *     be written; {@code StoreBusy} if another process held it for a minute; {@code StoreFailed}
   */
  public static FileStorageBackend open(Path directory, OpenMode mode, Durability durability) {
    return StoreOpening.open(new RealDisk(directory), mode, FileStoreOptions.standard(durability));
  }

  @Override
  public BackendSnapshot snapshot() {
    return call(() -> new FileSnapshot(disk, reader, newestState()));
  }

  private JournalState newestState() throws IOException {
    if (failure != null) {
      return journal.state();
    }
    Optional<JournalState> current = journal.stateIfCurrent();
    if (current.isPresent()) {
      return current.get();
    }
    try (Held _ = lock.lockJournal(false, LockFile.JOURNAL_PATIENCE)) {
      if (failure == null) {
        journal.catchUp();
      }
      return journal.state();
    } catch (ForceFailedException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public void commit(CommitBatch batch) throws HeadMovedException {
    requireChain(batch);
    Optional<HeadMovedException> moved = call(() -> tryCommit(batch));
    if (moved.isPresent()) {
      throw moved.get();
    }
    indexSnapshots.consider(journal.forced());
  }

  private Optional<HeadMovedException> tryCommit(CommitBatch batch) throws IOException {
    requireWritable();
    List<CommitRecord> records = batch.records();
    List<byte[]> lines = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      lines.add(JournalLine.write(records.get(i), GroupMark.of(i, records.size())));
    }
    try (Held _ = lockJournalInTurn()) {
      catchUpToWrite();
      Head head = journal.state().head();
      if (head.revision() != batch.expectedHead()) {
        return Optional.of(new HeadMovedException(batch.expectedHead(), head.revision()));
      }
      requireFollows(records.getFirst(), head);
      write(() -> journal.append(records, lines));
      return Optional.empty();
    }
  }

  /** Under the exclusive lock, before something is written. */
  private void catchUpToWrite() throws IOException {
    requireWritable();
    try {
      journal.catchUp();
    } catch (ForceFailedException e) {
      failure = e;
      throw e;
    }
  }

  /** Mends the end of the journal and then writes there. */
  private void write(Step step) throws IOException {
    try {
      journal.mend();
      step.run();
    } catch (StorageException damage) {
      throw damage; // found before anything was written
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }

  /** The exclusive lock of the journal, once no other backend has the turn. */
  private Held lockJournalInTurn() throws IOException {
    try (Patience patience = new Patience(CommitTurns.COMMITTER_PATIENCE)) {
      while (true) {
        Held held = lock.lockJournal(true, LockFile.JOURNAL_PATIENCE);
        boolean wait = true;
        try {
          wait = lock.turns().isElsewhere(this) && patience.pause();
          if (!wait) {
            return held;
          }
        } finally {
          if (wait) {
            held.close();
          }
        }
        boolean waiting = true;
        while (waiting && lock.turns().isElsewhere(this)) {
          waiting = patience.pause();
        }
      }
    }
  }

  @Override
  public CommitTurn reserve(Duration atMost) {
    return call(() -> {
      Duration limit = atMost.compareTo(CommitTurns.LONGEST) < 0 ? atMost : CommitTurns.LONGEST;
      if (!writing || failure != null || !limit.isPositive()) {
        return () -> {};
      }
      Optional<CommitTurns.Turn> turn = lock.turns().take(this, limit);
      return turn.isPresent() ? Reservation.begin(lock, turn.get(), limit) : () -> {};
    });
  }

  @Override
  public Optional<byte[]> secret(String name) {
    return call(() -> OwnerOnlyFile.read(disk, name));
  }

  @Override
  public void keepSecret(String name, byte[] secret) {
    step(() -> {
      requireWritable();
      OwnerOnlyFile.replace(disk, name, secret);
    });
  }

  @Override
  public void forgetSecret(String name) {
    step(() -> {
      requireWritable();
      OwnerOnlyFile.remove(disk, name);
    });
  }

  @Override
  public void seal() {
    step(() -> {
      requireWritable();
      try (Held _ = lockJournalInTurn()) {
        catchUpToWrite();
        write(journal::seal);
      }
    });
  }

  /**
   * {@inheritDoc}
   *
   * <p>Other backends go on between one segment and the next. Those that were open before keep
   * their index until they are opened again, and find in the log what has been erased.
   */
  @Override
  public void compact(Compaction compaction) {
    step(this::requireWritable);
    step(this::forceBuffered);
    for (Segment segment : journal.state().concerned(compaction)) {
      step(() -> rewrite(segment, compaction));
      letOthersGoOn();
    }
    step(() -> {
      try (Held _ = lockJournalInTurn()) {
        journal.prune(compaction);
      }
    });
    indexSnapshots.renew(journal.forced());
  }

  /** What says that values are erased is durable before they are. */
  private void forceBuffered() throws IOException {
    try (Held _ = lockJournalInTurn()) {
      journal.catchUp();
      if (journal.isBehind()) {
        write(journal::force);
      }
    }
  }

  /**
   * A failure stops no commits, since the old segment or the new one is there and both are whole;
   * but for that of forcing names, which the names of later segments depend on, too.
   */
  private void rewrite(Segment segment, Compaction compaction) throws IOException {
    requireWritable();
    try (Held _ = lockJournalInTurn()) {
      catchUpToWrite();
      new SegmentRewrite(disk, journal.state(), segment)
          .run(compaction)
          .ifPresent(journal::rewritten);
    } catch (ForceFailedException e) {
      failure = e;
      throw e;
    }
  }

  /** Longer than others pause who wait for the journal. */
  private static void letOthersGoOn() {
    try (Patience patience = new Patience(BETWEEN_SEGMENTS)) {
      boolean more = true;
      while (more) {
        more = patience.pause();
      }
    }
  }

  @Override
  public Optional<BackendStatistics> statistics() {
    return Optional.of(
        call(() -> DirectoryStatistics.of(disk.directory(), FileStorageBackend::part)));
  }

  private static Part part(String name) {
    if (StoreLayout.segmentRevision(name).isPresent()) {
      return Part.LOG;
    }
    return name.equals(StoreLayout.INDEX) ? Part.INDEX : Part.OTHER;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public boolean created() {
    return created;
  }

  @Override
  public void close() {
    Lock exclusive = calls.writeLock();
    exclusive.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      indexSnapshots.close();
      try (lock;
          journal) { // both are closed, whatever else fails
        forceWhatIsBuffered();
      }
    } catch (LockFile.BusyException e) {
      throw Faults.busy(disk.directory(), e.waitedMillis());
    } catch (IOException e) {
      throw Faults.failed(disk.directory(), "closing the store", e);
    } finally {
      exclusive.unlock();
    }
  }

  /** After a failed write or force nothing can be said of what was buffered before. */
  private void forceWhatIsBuffered() throws IOException {
    if (!journal.isBehind() || failure != null) {
      return;
    }
    try (Held _ = lock.lockJournal(true, LockFile.JOURNAL_PATIENCE)) {
      journal.catchUp();
      journal.mend();
      journal.force();
    }
  }

  private void requireWritable() {
    if (!writing) {
      throw Faults.openedForReading(disk.directory());
    }
    Throwable first = failure;
    if (first != null) {
      throw Faults.stopped(disk.directory(), first);
    }
  }

  private static void requireChain(CommitBatch batch) {
    if (batch.records().isEmpty()) {
      throw new IllegalArgumentException("a batch without commits");
    }
    long revision = batch.expectedHead();
    @Nullable CommitRecord before = null;
    for (CommitRecord record : batch.records()) {
      if (record.revision() != ++revision) {
        throw new IllegalArgumentException(
            "commit %s stands where %s belongs".formatted(record.revision(), revision));
      }
      if (before != null) {
        requireFollows(record, before.head());
      }
      before = record;
    }
  }

  private static void requireFollows(CommitRecord record, Head head) {
    if (!record.previous().equals(head.digest()) || record.timeMillis() < head.timeMillis()) {
      throw new IllegalArgumentException(
          "commit %s does not follow commit %s".formatted(record.revision(), head.revision()));
    }
  }

  private <T> T call(Call<T> call) {
    Lock shared = calls.readLock();
    shared.lock();
    try {
      if (closed) {
        throw Faults.closed(disk.directory());
      }
      return call.run();
    } catch (LockFile.BusyException e) {
      throw Faults.busy(disk.directory(), e.waitedMillis());
    } catch (IOException e) {
      throw Faults.failed(disk.directory(), "reading or writing the store", e);
    } finally {
      shared.unlock();
    }
  }

  private void step(Step step) {
    boolean _ =
        call(() -> {
          step.run();
          return true;
        });
  }

  private interface Step {
    void run() throws IOException;
  }

  private interface Call<T> {
    T run() throws IOException;
  }
}
