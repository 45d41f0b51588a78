package coop.covm.storage.memory;

import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.index.PersistentIndex;
import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.Compaction;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.storage.spi.StorageBackend;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A log and its index in the memory of this process, gone when it is closed. It may stand above a
 * base, a snapshot of another backend: then it begins with what the base shows, and what is
 * committed stays here.
 *
 * <p>The newest state is one immutable object. A snapshot takes a reference to it; a commit makes
 * the next one and puts it in its place.
 */
public final class MemoryBackend implements StorageBackend {
  private final Optional<BackendSnapshot> base;

  /**
   * By revision; a record is here before a state shows its revision, and stays but for what
   * compaction erases.
   */
  private final Map<Long, CommitRecord> log = new ConcurrentHashMap<>();

  private final Map<String, byte[]> secrets = new ConcurrentHashMap<>();

  private volatile MemoryState state;
  private volatile boolean closed;

  /** An empty store. */
  public MemoryBackend() {
    base = Optional.empty();
    state = new MemoryState(Head.EMPTY, PersistentIndex.EMPTY);
  }

  /**
   * @param base what the store begins with; closed together with this backend
   */
  public MemoryBackend(BackendSnapshot base) {
    this.base = Optional.of(base);
    state = new MemoryState(base.head(), PersistentIndex.EMPTY);
  }

  @Override
  public BackendSnapshot snapshot() {
    checkOpen();
    return new MemorySnapshot(state, base, log);
  }

  @Override
  public synchronized void commit(CommitBatch batch) throws HeadMovedException {
    checkOpen();
    Head head = state.head();
    if (head.revision() != batch.expectedHead()) {
      throw new HeadMovedException(batch.expectedHead(), head.revision());
    }
    PersistentIndex index = state.index();
    for (CommitRecord record : batch.records()) {
      if (record.revision() != head.revision() + 1 || !record.previous().equals(head.digest())) {
        throw new IllegalArgumentException(
            "commit %s does not follow commit %s".formatted(record.revision(), head.revision()));
      }
      head = record.head();
      for (CommitIndex.Entry entry : CommitIndex.changes(record)) {
        index = index.put(entry.key(), entry.value());
      }
    }
    batch.records().forEach(record -> log.put(record.revision(), record));
    state = new MemoryState(head, index);
  }

  @Override
  public Optional<byte[]> secret(String name) {
    return Optional.ofNullable(secrets.get(name)).map(byte[]::clone);
  }

  @Override
  public void keepSecret(String name, byte[] secret) {
    checkOpen();
    secrets.put(name, secret.clone());
  }

  @Override
  public void forgetSecret(String name) {
    checkOpen();
    secrets.remove(name);
  }

  @Override
  public void seal() {
    checkOpen();
  }

  @Override
  public synchronized void compact(Compaction compaction) {
    checkOpen();
    if (base.isPresent()) {
      throw new StorageException(
          StorageError.STORE_READ_ONLY, "what lies below an overlay cannot be compacted");
    }
    for (long revision : compaction.revisions()) {
      log.computeIfPresent(revision, (_, record) -> compaction.erase(record));
    }
    PersistentIndex index = state.index();
    for (byte[] key : compaction.removed()) {
      index = index.remove(key);
    }
    for (CommitIndex.Entry entry : compaction.put()) {
      index = index.put(entry.key(), entry.value());
    }
    for (Compaction.Replacement replacement : compaction.replaced()) {
      index = index.replace(replacement);
    }
    state = new MemoryState(state.head(), index);
  }

  @Override
  public boolean created() {
    return base.isEmpty();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      base.ifPresent(BackendSnapshot::close);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new StorageException(StorageError.STORE_CLOSED, "the store in memory has been closed");
    }
  }

  /** What the store holds as of one commit. */
  record MemoryState(Head head, PersistentIndex index) {}
}
