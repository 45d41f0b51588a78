package coop.covm.storage.rocksdb;

import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.spi.BackendSnapshot.Order;
import coop.covm.storage.spi.Compaction;
import coop.covm.storage.spi.IndexCursor;
import coop.covm.storage.spi.KeyRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The index in RocksDB. It is written without a log of RocksDB's own: each group of commits is
 * applied in one atomic step together with the place in our log behind it, so that whatever RocksDB
 * has kept after a crash is the index as of some commit, and the rest is applied again.
 */
final class Index implements AutoCloseable {
  private static final String OPENING = "opening the index";
  private static final long LARGEST_BATCH_BYTES = 1L << 20;

  private final Path directory;
  private final Natives natives;
  private final RocksDB db;
  private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);

  private Index(Path directory, Natives natives, RocksDB db) {
    this.directory = directory;
    this.natives = natives;
    this.db = db;
  }

  /**
   * Opens the index, and makes it if it is missing.
   *
   * @param directory of the index
   * @param writing false opens what is there for reading, as of RocksDB's last flush
   * @throws StorageException {@code StoreDamaged} or {@code StoreFailed}
   * @throws IOException if its files cannot be read
   */
  static Index open(Path directory, Natives natives, boolean writing) throws IOException {
    NativeLibrary.load();
    Optional<String> damage = Manifest.damage(directory);
    if (damage.isPresent()) {
      throw damaged(directory, OPENING, damage.get(), null);
    }
    IndexSettings settings = new IndexSettings();
    boolean done = false;
    try {
      RocksDB db =
          writing
              ? RocksDB.open(settings.options(), directory.toString())
              : RocksDB.openReadOnly(settings.options(), directory.toString());
      Index index = new Index(directory, natives, db);
      natives.add(settings::close);
      natives.add(index::endDatabase);
      done = true;
      return index;
    } catch (RocksDBException e) {
      throw failed(directory, OPENING, e);
    } finally {
      if (!done) {
        settings.close();
      }
    }
  }

  /** Removes an index that is not open. */
  static void remove(Path directory) {
    try (Options options = new Options()) {
      RocksDB.destroyDB(directory.toString(), options);
    } catch (RocksDBException e) {
      throw failed(directory, "removing the index", e);
    }
  }

  /** What the index has seen of the log; empty if it has seen nothing, or is of another layout. */
  Optional<LogEnd> seen() {
    return natives.use(() -> {
      try {
        byte @Nullable [] entry = db.get(IndexState.END_KEY);
        return entry == null ? Optional.empty() : IndexState.end(entry);
      } catch (RocksDBException e) {
        throw failed(directory, "reading the index", e);
      }
    });
  }

  /** Whether there is any entry. */
  boolean isEmpty() {
    return natives.use(() -> {
      try (RocksIterator iterator = db.newIterator()) {
        iterator.seekToFirst();
        return !iterator.isValid();
      }
    });
  }

  /**
   * Applies a group in one step.
   *
   * @param spans where each commit stands
   * @param end of the log with this group
   */
  void apply(List<CommitRecord> records, List<RecordSpan> spans, LogEnd end) {
    IndexBatch entries = new IndexBatch();
    for (int i = 0; i < records.size(); i++) {
      for (CommitIndex.Entry entry : CommitIndex.changes(records.get(i))) {
        entries.put(entry.key(), entry.value());
      }
      entries.put(IndexState.recordKey(records.get(i).revision()), spans.get(i).bytes());
    }
    entries.put(IndexState.END_KEY, IndexState.end(end));
    write(entries);
  }

  /** Says where commits stand now. */
  void move(List<Long> revisions, List<RecordSpan> spans) {
    IndexBatch entries = new IndexBatch();
    for (int i = 0; i < revisions.size(); i++) {
      entries.put(IndexState.recordKey(revisions.get(i)), spans.get(i).bytes());
      entries = writeIfLarge(entries);
    }
    write(entries);
  }

  /** Removes and changes entries as a compaction says. */
  void compact(Compaction compaction) {
    IndexBatch entries = new IndexBatch();
    // First what says that versions are gone, so that no reader takes their absence for the truth.
    for (CommitIndex.Entry entry : compaction.put()) {
      entries.put(entry.key(), entry.value());
      entries = writeIfLarge(entries);
    }
    for (byte[] key : compaction.removed()) {
      entries.remove(key);
      entries = writeIfLarge(entries);
    }
    write(entries);
  }

  /**
   * Replaces entries that are still what they were. Nothing else may write to the index meanwhile.
   */
  void replace(List<Compaction.Replacement> replaced) {
    IndexBatch entries = new IndexBatch();
    for (Compaction.Replacement replacement : replaced) {
      CommitIndex.Entry entry = replacement.entry();
      if (newest(entry.key()).filter(replacement::replaces).isPresent()) {
        entries.put(entry.key(), entry.value());
        entries = writeIfLarge(entries);
      }
    }
    write(entries);
  }

  private Optional<byte[]> newest(byte[] key) {
    return natives.use(() -> {
      try {
        return Optional.ofNullable(db.get(key));
      } catch (RocksDBException e) {
        throw failed(directory, "reading the index", e);
      }
    });
  }

  /** Lets RocksDB give the space of removed entries back. */
  void reclaim() {
    natives.use(() -> {
      try {
        db.compactRange();
        return true;
      } catch (RocksDBException e) {
        throw failed(directory, "compacting the index", e);
      }
    });
  }

  private IndexBatch writeIfLarge(IndexBatch entries) {
    if (entries.size() < LARGEST_BATCH_BYTES) {
      return entries;
    }
    write(entries);
    return new IndexBatch();
  }

  private boolean write(IndexBatch entries) {
    return natives.use(() -> {
      try (WriteBatch batch = new WriteBatch(entries.bytes())) {
        db.write(unlogged, batch);
        return true;
      } catch (RocksDBException e) {
        throw failed(directory, "writing the index", e);
      }
    });
  }

  /** Notes that all of the log which the index has seen is durable. */
  void forced(LogEnd end) {
    natives.use(() -> {
      try {
        db.put(unlogged, IndexState.END_KEY, IndexState.end(end.forced()));
        return end;
      } catch (RocksDBException e) {
        throw failed(directory, "writing the index", e);
      }
    });
  }

  /** A snapshot as of the newest group applied, which the caller has seen to be this one. */
  SharedSnapshot snapshot(LogEnd end) {
    return natives.use(() -> new SharedSnapshot(natives, db, end.head()));
  }

  Optional<byte[]> get(SharedSnapshot snapshot, byte[] key) {
    return natives.use(() -> {
      snapshot.retainOrFail();
      try {
        return Optional.ofNullable(db.get(snapshot.options(), key));
      } catch (RocksDBException e) {
        throw failed(directory, "reading the index", e);
      } finally {
        snapshot.release();
      }
    });
  }

  IndexCursor scan(SharedSnapshot snapshot, KeyRange range, Order order) {
    return natives.use(() -> {
      snapshot.retainOrFail();
      try {
        return new RocksDbCursor(
            directory, natives, db.newIterator(snapshot.options()), range, order);
      } finally {
        snapshot.release();
      }
    });
  }

  /** Writes what is in memory to disk, so that opening need not read the log behind it again. */
  void flush() {
    natives.use(() -> {
      try (FlushOptions waiting = new FlushOptions().setWaitForFlush(true)) {
        db.flush(waiting);
        return true;
      } catch (RocksDBException e) {
        throw failed(directory, "flushing the index", e);
      }
    });
  }

  private void endDatabase() {
    unlogged.close();
    db.close();
  }

  @Override
  public void close() {
    natives.close();
  }

  static StorageException failed(Path directory, String doing, RocksDBException e) {
    @Nullable Status status = e.getStatus();
    boolean damaged = status != null && status.getCode() == Status.Code.Corruption;
    return damaged
        ? damaged(directory, doing, String.valueOf(e.getMessage()), e)
        : new StorageException(
            StorageError.STORE_FAILED,
            "%s failed at %s: %s".formatted(doing, directory, e.getMessage()),
            Map.of("path", directory.toString()),
            e);
  }

  private static StorageException damaged(
      Path directory, String doing, String what, @Nullable Exception cause) {
    return new StorageException(
        StorageError.STORE_DAMAGED,
        "%s: %s failed: %s; the log beside it holds everything: remove the directory %s while the store is closed and it is made anew"
            .formatted(directory, doing, what, directory),
        Map.of("file", directory.toString()),
        cause);
  }
}
