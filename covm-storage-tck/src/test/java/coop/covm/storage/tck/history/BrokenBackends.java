package coop.covm.storage.tck.history;

import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.storage.spi.IndexCursor;
import coop.covm.storage.spi.KeyRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One backend for each fault that the checker must find. */
final class BrokenBackends {
  private BrokenBackends() {}

  /** Now and then shows the state before the newest commits. */
  static final class Lagging extends BrokenBackend {
    private volatile @Nullable BackendSnapshot older;

    @Override
    public BackendSnapshot snapshot() {
      BackendSnapshot before = older;
      return before != null && isTurn(20) ? new LastingSnapshot(before) : super.snapshot();
    }

    @Override
    synchronized void write(CommitBatch batch) throws HeadMovedException {
      BackendSnapshot before = super.snapshot();
      super.write(batch);
      older = before;
    }
  }

  /** Now and then acknowledges commits and drops them. */
  static final class Forgetful extends BrokenBackend {
    @Override
    void write(CommitBatch batch) throws HeadMovedException {
      if (!isTurn(30)) {
        super.write(batch);
      }
    }
  }

  /** Keeps all commits of a group in the log and half of them in the index. */
  static final class HalfIndexed extends BrokenBackend {
    private final Map<Long, CommitRecord> notIndexed = new ConcurrentHashMap<>();

    @Override
    void write(CommitBatch batch) throws HeadMovedException {
      List<CommitRecord> indexed = new ArrayList<>(batch.records());
      for (int i = (indexed.size() + 1) / 2; i < indexed.size(); i++) {
        CommitRecord record = indexed.get(i);
        notIndexed.put(record.revision(), record);
        indexed.set(i, changingNothingElse(record));
      }
      super.write(new CommitBatch(batch.expectedHead(), indexed));
    }

    @Override
    public BackendSnapshot snapshot() {
      return new Snapshot(super.snapshot()) {
        @Override
        public CommitRecord commit(long revision) {
          CommitRecord record = notIndexed.get(revision);
          return record != null ? record : super.commit(revision);
        }
      };
    }
  }

  /** Its snapshots go on to show what is committed after them. */
  static final class Moving extends BrokenBackend {
    @Override
    public BackendSnapshot snapshot() {
      return new Snapshot(super.snapshot()) {
        @Override
        public Optional<byte[]> get(byte[] key) {
          return later(key).or(() -> super.get(key));
        }

        private Optional<byte[]> later(byte[] key) {
          Optional<byte[]> found = Optional.empty();
          try (BackendSnapshot newest = real().snapshot()) {
            for (long r = head().revision() + 1; r <= newest.head().revision(); r++) {
              found = entry(newest.commit(r), head().revision(), key).or(() -> none());
            }
          }
          return found;
        }
      };
    }

    private static Optional<byte[]> none() {
      return Optional.empty();
    }

    /** What a commit puts under the key, as if it had another revision. */
    private static Optional<byte[]> entry(CommitRecord record, long revision, byte[] key) {
      CommitRecord renumbered =
          CommitRecord.seal(
              Math.max(1, revision), record.timeMillis(), record.previous(), record.body());
      return CommitIndex.changes(renumbered).stream()
          .filter(entry -> Arrays.equals(entry.key(), key))
          .map(CommitIndex.Entry::value)
          .findFirst();
    }
  }

  /** Its scans now and then leave an entry out. */
  static final class Skipping extends BrokenBackend {
    @Override
    public BackendSnapshot snapshot() {
      return new Snapshot(super.snapshot()) {
        @Override
        public IndexCursor scan(KeyRange range, Order order) {
          return new SkippingCursor(super.scan(range, order));
        }
      };
    }

    private final class SkippingCursor implements IndexCursor {
      private final IndexCursor real;

      SkippingCursor(IndexCursor real) {
        this.real = real;
      }

      @Override
      public boolean next() {
        return real.next() && (!isTurn(50) || real.next());
      }

      @Override
      public byte[] key() {
        return real.key();
      }

      @Override
      public byte[] value() {
        return real.value();
      }

      @Override
      public void close() {
        real.close();
      }
    }
  }

  /** Its reads now and then serve what an older snapshot had. */
  static final class Outdated extends BrokenBackend {
    private volatile BackendSnapshot older = super.snapshot();

    @Override
    void write(CommitBatch batch) throws HeadMovedException {
      if (isTurn(10)) {
        older = super.snapshot();
      }
      super.write(batch);
    }

    @Override
    public BackendSnapshot snapshot() {
      return new Snapshot(super.snapshot()) {
        @Override
        public Optional<byte[]> get(byte[] key) {
          return isTurn(30) ? older.get(key) : super.get(key);
        }
      };
    }
  }

  /** Stores the first two commits of a group the other way round. */
  static final class Swapping extends BrokenBackend {
    @Override
    void write(CommitBatch batch) throws HeadMovedException {
      List<CommitRecord> records = batch.records();
      if (records.size() < 2) {
        super.write(batch);
        return;
      }
      CommitRecord first = records.get(0);
      CommitRecord second = records.get(1);
      CommitRecord one =
          CommitRecord.seal(first.revision(), first.timeMillis(), first.previous(), second.body());
      CommitRecord two =
          CommitRecord.seal(second.revision(), second.timeMillis(), one.digest(), first.body());
      List<CommitRecord> swapped = new ArrayList<>(List.of(one, two));
      for (CommitRecord record : records.subList(2, records.size())) {
        swapped.add(
            CommitRecord.seal(
                record.revision(), record.timeMillis(), swapped.getLast().digest(), record.body()));
      }
      super.write(new CommitBatch(batch.expectedHead(), swapped));
    }
  }

  /**
   * Hides from whoever commits what another store has committed, so that its conflicts are missed;
   * the thread that made it is told the truth.
   */
  static final class Blinding extends BrokenBackend {
    private final Thread auditor = Thread.currentThread();

    @Override
    public BackendSnapshot snapshot() {
      return new Snapshot(super.snapshot()) {
        @Override
        public CommitRecord commit(long revision) {
          CommitRecord record = super.commit(revision);
          return Thread.currentThread().equals(auditor) ? record : changingNothingElse(record);
        }
      };
    }
  }

  /** Fails once, after it has written everything, and tells nobody that it has. */
  static final class Failing extends BrokenBackend {
    private final int after;
    private int writes;

    Failing(int after) {
      this.after = after;
    }

    @Override
    synchronized void write(CommitBatch batch) throws HeadMovedException {
      writes++;
      if (writes > after) {
        throw new StorageException(StorageError.STORE_FAILED, "the disk is gone");
      }
      super.write(batch);
      if (writes == after) {
        throw new StorageException(StorageError.STORE_FAILED, "the disk is failing");
      }
    }
  }

  /** Stays open when it is closed, since others look at it too. */
  private static final class LastingSnapshot extends BrokenBackend.Snapshot {
    LastingSnapshot(BackendSnapshot real) {
      super(real);
    }

    @Override
    public void close() {
      // nothing of its own to close
    }
  }
}
