package coop.covm.storage;

import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The newest values of keys, decoded, for all readers of a store. It never serves a value that the
 * reader's view does not show. Safe for use by any number of threads; a hit takes no lock.
 *
 * <p>The cache <em>knows</em> all commits up to some revision. What makes it right is this: if a
 * key has an entry, then no commit that the cache knows has changed the key after the entry's
 * revision. So a view that is not beyond what the cache knows, and not before the entry's revision,
 * shows the entry's value. It stays so because
 *
 * <ul>
 *   <li>before a commit is known, its keys are marked as changed by its revision, and their entries
 *       are dropped. The commits of this store are made known when they have been made, those of
 *       others by the first reader whose snapshot shows them, from the log. Until then readers of
 *       such a snapshot do without the cache;
 *   <li>a reader adds what it found only if all that its snapshot shows is known, and no known
 *       commit after the snapshot has changed the key. Marks, entries and what is known change
 *       under one lock, so nothing comes between the question and the addition.
 * </ul>
 *
 * <p>So it is no matter of correctness when, or whether at all, a store tells the cache of its
 * commits. Marks are kept in a table of fixed size by the key's hash, so keys share them: that may
 * refuse an addition without need, but never allows a wrong one. Absent keys are not kept: they
 * cost their inventor nothing, and could fill any cache.
 */
final class ValueCache {
  /** Keeps nothing. */
  static final ValueCache NONE = new ValueCache(0);

  /** Others' commits beyond this number are not looked at one by one; everything is dropped. */
  private static final int MAX_CATCH_UP = 16;

  /** An entry takes at most this part of the capacity. */
  private static final int LARGEST_PART = 16;

  /** Marks take this part of the capacity, and no more than half a megabyte. */
  private static final int MARKS_PART = 64;

  private static final long MAX_MARKS = 1 << 16;

  private final long capacityBytes;
  private final CachedValues values;
  private final ReentrantLock lock = new ReentrantLock();

  /** By hash: the newest known revision that changed a key of that hash. Under the lock. */
  private final long[] marks;

  /** All keys count as changed by this revision. Under the lock. */
  private long allMarked;

  private boolean closed;

  /** Never decreases. Written under the lock, after the entries that it makes wrong are gone. */
  private volatile long known;

  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder evictions = new LongAdder();
  private final LongAdder invalidations = new LongAdder();

  /**
   * @param capacityBytes how much memory it may take, about; 0 for none
   */
  ValueCache(long capacityBytes) {
    this.capacityBytes = capacityBytes;
    long marks = Math.max(1, Math.min(MAX_MARKS, capacityBytes / MARKS_PART / Long.BYTES));
    this.marks = new long[(int) Long.highestOneBit(marks)];
    this.values = new CachedValues(capacityBytes - (long) this.marks.length * Long.BYTES);
  }

  /**
   * Makes what the snapshot shows known.
   *
   * @return whether readers of the snapshot may use the cache, from now on
   */
  boolean follow(BackendSnapshot snapshot) {
    if (capacityBytes == 0) {
      return false;
    }
    long head = snapshot.head().revision();
    long from = known;
    if (head > from) {
      learn(missed(snapshot, from, head), head);
    }
    return true;
  }

  /**
   * The value of a key as of a revision that is known, or empty if the backend must be asked.
   *
   * @param revision not beyond a snapshot that {@link #follow} was given
   */
  Optional<Value> find(Key key, long revision) {
    CachedValues.Entry entry = values.find(key);
    if (entry == null || entry.from() > revision) {
      misses.increment();
      return Optional.empty();
    }
    hits.increment();
    return entry.value();
  }

  /**
   * Adds what a reader found, unless it may have been changed since; best effort.
   *
   * @param from the revision of the key's last change that the snapshot shows
   * @param head of the snapshot, which {@link #follow} was given
   */
  void add(Key key, Value value, long from, long head) {
    long largest = capacityBytes / LARGEST_PART;
    if (value.byteSize() > largest) {
      return;
    }
    long footprint = CachedValues.footprint(key, value);
    if (footprint > largest || !lock.tryLock()) {
      return; // whoever waits for the lock here gains less than the wait costs
    }
    try {
      if (!closed && head >= allMarked && head >= marks[slot(key)]) {
        evictions.add(values.add(key, value, from, footprint));
      }
    } finally {
      lock.unlock();
    }
  }

  /** This store has made these commits. */
  void committed(CommitBatch batch) {
    if (capacityBytes == 0) {
      return;
    }
    lock.lock();
    try {
      if (known == batch.expectedHead()) {
        batch.records().forEach(this::mark);
        known = batch.records().getLast().revision();
      } // else a reader was quicker, or will find them behind commits of others
    } finally {
      lock.unlock();
    }
  }

  /** Drops everything, and keeps nothing from now on. */
  void close() {
    lock.lock();
    try {
      closed = true;
      values.clear();
    } finally {
      lock.unlock();
    }
  }

  CacheStatistics statistics() {
    lock.lock();
    try {
      return new CacheStatistics(
          capacityBytes,
          values.bytes(),
          values.size(),
          hits.sum(),
          misses.sum(),
          evictions.sum(),
          invalidations.sum());
    } finally {
      lock.unlock();
    }
  }

  /** The commits between, or null if it is better, or the only way, to drop everything. */
  private @Nullable List<CommitRecord> missed(BackendSnapshot snapshot, long from, long head) {
    if (values.size() == 0 || head - from > MAX_CATCH_UP) {
      return null;
    }
    try {
      List<CommitRecord> commits = new ArrayList<>();
      for (long revision = from + 1; revision <= head; revision++) {
        commits.add(snapshot.commit(revision));
      }
      return commits;
    } catch (StorageException e) {
      return null; // no reason to fail a read that does not need this commit
    }
  }

  /** Two readers may do this at once, for the same commits; twice is as good as once. */
  private void learn(@Nullable List<CommitRecord> commits, long head) {
    lock.lock();
    try {
      if (commits != null) {
        commits.forEach(this::mark);
      } else {
        allMarked = Math.max(allMarked, head);
        invalidations.add(values.clear());
      }
      known = Math.max(known, head);
    } finally {
      lock.unlock();
    }
  }

  private void mark(CommitRecord commit) {
    for (Change change : commit.body().changes()) {
      int slot = slot(change.key());
      marks[slot] = Math.max(marks[slot], commit.revision());
      if (values.remove(change.key())) {
        invalidations.increment();
      }
    }
  }

  private int slot(Key key) {
    int hash = key.hashCode();
    return (hash ^ (hash >>> 16)) & (marks.length - 1);
  }
}
