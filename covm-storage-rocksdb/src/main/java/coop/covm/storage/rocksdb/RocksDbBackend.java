package coop.covm.storage.rocksdb;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageException;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.Faults;
import coop.covm.storage.disk.ForceFailedException;
import coop.covm.storage.disk.OwnerOnlyFile;
import coop.covm.storage.disk.RealDisk;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A store in a directory that one process has at a time. A commit is durable when {@link #commit}
 * returns: it stands in the log, the one file that is flushed for it. Then it is applied to the
 * index in RocksDB, and then snapshots show it. {@link StoreLayout} describes the files.
 *
 * <p>After a write that failed, the backend takes no more commits, and its snapshots go on showing
 * the last commit that was acknowledged.
 */
public final class RocksDbBackend implements StorageBackend {
  private static final int REPLACED_AT_ONCE = 1000;

  private final Disk disk;
  private final RocksDbOptions options;
  private final boolean created;
  private final Index index;
  private final CommitLog log;
  private final LogReader reader;
  private final IndexThread indexThread;
  private final List<AutoCloseable> resources;

  /** What of the log the index had on disk when the store was opened. */
  private final LogEnd flushed;

  /** Held by the one who commits or closes. */
  private final ReentrantLock committing = new ReentrantLock();

  /** Held by the one who compacts or closes; taken before {@link #committing}. */
  private final ReentrantLock compacting = new ReentrantLock();

  /** The newest view; whoever needs it retains it. */
  private volatile SharedSnapshot newest;

  private volatile @Nullable Throwable failure;
  private volatile boolean closed;

  /**
   * @param flushed what of the log the index has on disk
   * @param resources closed with it, in this order
   */
  RocksDbBackend(
      Disk disk,
      RocksDbOptions options,
      boolean created,
      Index index,
      CommitLog log,
      LogReader reader,
      LogEnd flushed,
      List<AutoCloseable> resources) {
    this.disk = disk;
    this.options = options;
    this.created = created;
    this.index = index;
    this.log = log;
    this.reader = reader;
    this.indexThread = new IndexThread(index);
    this.flushed = flushed;
    this.resources = resources;
    this.newest = index.snapshot(log.end());
  }

  /**
   * Opens the store in a directory. Another process, or another backend of this one, that has it is
   * waited for.
   *
   * @param options patience says how long to wait
   * @throws StorageException {@code StoreNotFound} if there is none and the mode is not {@code
   *     CREATE}; {@code StoreFormat} if the directory holds something else or a store of a newer
   *     format; {@code StoreDamaged}; {@code StoreReadOnly} if it is opened for writing and cannot
   *     be written; {@code StoreBusy}, naming who holds it; {@code StoreFailed}
   */
  public static StorageBackend open(Path directory, OpenMode mode, StoreOptions options) {
    return StoreOpening.open(new RealDisk(directory), mode, RocksDbOptions.of(options));
  }

  @Override
  public BackendSnapshot snapshot() {
    while (true) {
      if (closed) {
        throw Faults.closed(disk.directory());
      }
      SharedSnapshot shared = newest;
      if (shared.retain()) {
        return new RocksDbSnapshot(disk, reader, index, shared);
      } // else a commit put a newer one in its place
    }
  }

  @Override
  public void commit(CommitBatch batch) throws HeadMovedException {
    committing.lock();
    try {
      requireSound();
      Head head = log.end().head();
      if (head.revision() != batch.expectedHead()) {
        throw new HeadMovedException(batch.expectedHead(), head.revision());
      }
      requireChain(head, batch.records());
      write(batch.records());
    } finally {
      committing.unlock();
    }
  }

  private void requireSound() {
    if (closed) {
      throw Faults.closed(disk.directory());
    }
    Throwable first = failure;
    if (first != null) {
      throw Faults.stopped(disk.directory(), first);
    }
  }

  private void write(List<CommitRecord> records) {
    try {
      PreparedGroup group = log.prepare(records);
      IndexThread.Applying applying = indexThread.begin(group);
      boolean appended = false;
      try {
        log.append(group);
        appended = true;
      } finally {
        applying.end(appended);
      }
      showIndex();
    } catch (IOException e) {
      failure = e;
      throw Faults.failed(disk.directory(), "writing the log", e);
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }

  /** Lets snapshots show the index as it is now. */
  private void showIndex() {
    SharedSnapshot before = newest;
    newest = index.snapshot(log.end());
    before.release();
  }

  private static void requireChain(Head head, List<CommitRecord> records) {
    Head before = head;
    if (records.isEmpty()) {
      throw new IllegalArgumentException("a batch without commits");
    }
    for (CommitRecord record : records) {
      if (record.revision() != before.revision() + 1
          || !record.previous().equals(before.digest())
          || record.timeMillis() < before.timeMillis()) {
        throw new IllegalArgumentException(
            "commit %s does not follow commit %s".formatted(record.revision(), before.revision()));
      }
      before = record.head();
    }
  }

  @Override
  public Optional<byte[]> secret(String name) {
    try {
      return OwnerOnlyFile.read(disk, name);
    } catch (IOException e) {
      throw Faults.failed(disk.directory(), "reading " + name, e);
    }
  }

  @Override
  public void keepSecret(String name, byte[] secret) {
    committing.lock();
    try {
      requireSound();
      OwnerOnlyFile.replace(disk, name, secret);
    } catch (IOException e) {
      throw Faults.failed(disk.directory(), "writing " + name, e);
    } finally {
      committing.unlock();
    }
  }

  @Override
  public void forgetSecret(String name) {
    committing.lock();
    try {
      requireSound();
      OwnerOnlyFile.remove(disk, name);
    } catch (IOException e) {
      throw Faults.failed(disk.directory(), "removing " + name, e);
    } finally {
      committing.unlock();
    }
  }

  @Override
  public void seal() {
    committing.lock();
    try {
      requireSound();
      log.seal();
    } catch (IOException e) {
      failure = e;
      throw Faults.failed(disk.directory(), "writing the log", e);
    } finally {
      committing.unlock();
    }
  }

  @Override
  public void compact(Compaction compaction) {
    compacting.lock();
    try {
      long active;
      committing.lock();
      try {
        requireSound();
        if (!log.end().durable().equals(log.end().next())) {
          log.force(); // what says that values are erased is durable before they are
        }
        active = log.end().last().segment();
      } finally {
        committing.unlock();
      }
      // So that what the index on disk has seen of the log ends in no segment that is rewritten.
      index.flush();
      rewrite(compaction, active);
      index.compact(compaction);
      replace(compaction.replaced());
      committing.lock();
      try {
        if (failure == null) { // else the index may be behind or beyond what was acknowledged
          showIndex();
        }
      } finally {
        committing.unlock();
      }
      index.flush();
      if (!closed) { // whoever closes need not wait for what is no part of erasing
        index.reclaim();
      }
    } catch (ForceFailedException e) {
      failure = e; // the names of segments to come would not be durable either
      throw Faults.failed(disk.directory(), "compacting the log", e);
    } catch (IOException e) {
      throw Faults.failed(disk.directory(), "compacting the log", e);
    } finally {
      compacting.unlock();
    }
  }

  /** In parts, so that nobody waits long to commit. */
  private void replace(List<Compaction.Replacement> replaced) {
    for (int from = 0; from < replaced.size(); from += REPLACED_AT_ONCE) {
      int to = Math.min(replaced.size(), from + REPLACED_AT_ONCE);
      committing.lock();
      try {
        index.replace(replaced.subList(from, to));
      } finally {
        committing.unlock();
      }
    }
  }

  private void rewrite(Compaction compaction, long active) throws IOException {
    SegmentRewrite rewrite = new SegmentRewrite(disk, compaction);
    long before = 0;
    for (long number = 1; number < active; number++) {
      if (closed) {
        throw Faults.closed(disk.directory());
      }
      long last = revisionBefore(number + 1);
      if (compaction.concerns(before + 1, last)) {
        rewrite.run(number, index::move);
        reader.forget(number);
      }
      before = last;
    }
  }

  private long revisionBefore(long segment) throws IOException {
    try (LogSegment head = LogSegment.open(disk, segment, Disk.Access.READ)) {
      return head.header().revision();
    }
  }

  @Override
  public Optional<BackendStatistics> statistics() {
    if (closed) {
      throw Faults.closed(disk.directory());
    }
    return Optional.of(StoreLayout.statistics(disk.directory()));
  }

  @Override
  public boolean created() {
    return created;
  }

  @Override
  public void close() {
    boolean first;
    committing.lock();
    try {
      first = !closed;
      closed = true;
    } finally {
      committing.unlock();
    }
    compacting.lock(); // a compaction under way ends at the next segment
    try {
      if (first) {
        closeOnce();
      }
    } finally {
      compacting.unlock();
    }
  }

  private void closeOnce() {
    try {
      if (failure == null) {
        if (!log.end().durable().equals(log.end().next())) {
          log.force();
          index.forced(log.end());
        }
        if (isFarBehind()) {
          index.flush();
        }
      }
    } catch (IOException e) {
      throw Faults.failed(disk.directory(), "closing the store", e);
    } finally {
      indexThread.close();
      StoreOpening.closeAll(resources);
    }
  }

  /** Whether the next opening would have to read much of the log, if the index is not flushed. */
  private boolean isFarBehind() {
    LogPosition end = log.end().next();
    return end.segment() != flushed.next().segment()
        || end.offset() - flushed.next().offset() > options.replayBytes();
  }
}
