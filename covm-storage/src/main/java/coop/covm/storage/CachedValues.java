package coop.covm.storage;

import coop.covm.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Values by key, bounded by the memory they take. {@link #find} and {@link #size} need no lock;
 * whoever calls anything else holds one.
 *
 * <p>What has to go when room is needed is chosen as SIEVE does (Zhang and others, "SIEVE is
 * Simpler than LRU", 2024): entries stand in the order in which they came; a hand goes from old to
 * new, spares what was found since it last came by, and takes the first that was not. So a hit
 * moves nothing, and keys that are read once do not push out those that are read again and again.
 */
final class CachedValues {
  /**
   * What an entry takes besides its key's text and its value: the entry itself, its node and place
   * in the table, the key, an {@code Optional}.
   */
  private static final int ENTRY = 128;

  private final long capacityBytes;
  private final Map<Key, Entry> byKey = new ConcurrentHashMap<>();
  private @Nullable Entry oldest;
  private @Nullable Entry newest;

  /** Where the hand goes on; null for the oldest. */
  private @Nullable Entry hand;

  private long bytes;

  CachedValues(long capacityBytes) {
    this.capacityBytes = capacityBytes;
  }

  /** The entry of the key, which counts as used. */
  @Nullable Entry find(Key key) {
    Entry entry = byKey.get(key);
    if (entry != null && !entry.used) {
      entry.used = true;
    }
    return entry;
  }

  /**
   * Adds an entry, unless the key has one.
   *
   * @param footprint its size as {@link #footprint} says, not beyond the capacity
   * @return how many others had to go
   */
  int add(Key key, Value value, long from, long footprint) {
    if (byKey.containsKey(key)) {
      return 0;
    }
    int evicted = 0;
    while (bytes + footprint > capacityBytes) {
      evictOne();
      evicted++;
    }
    Entry entry = new Entry(key, Optional.of(value), from, footprint);
    byKey.put(key, entry);
    linkAsNewest(entry);
    bytes += footprint;
    return evicted;
  }

  /** Removes the key's entry; false if there was none. */
  boolean remove(Key key) {
    Entry entry = byKey.remove(key);
    if (entry == null) {
      return false;
    }
    unlink(entry);
    return true;
  }

  /** Removes all entries, and says how many there were. */
  int clear() {
    int size = byKey.size();
    byKey.clear();
    oldest = null;
    newest = null;
    hand = null;
    bytes = 0;
    return size;
  }

  int size() {
    return byKey.size();
  }

  /** How much memory the entries take, about. */
  long bytes() {
    return bytes;
  }

  /** How much memory an entry takes, about. */
  static long footprint(Key key, Value value) {
    return ENTRY + ValueFootprint.of(key.toString()) + ValueFootprint.of(value);
  }

  private void evictOne() {
    Entry candidate = fromHand();
    // Ends even if others use entries faster than the hand passes them.
    for (int passed = byKey.size(); candidate.used && passed > 0; passed--) {
      candidate.used = false;
      hand = candidate.newer;
      candidate = fromHand();
    }
    byKey.remove(candidate.key);
    unlink(candidate);
  }

  private Entry fromHand() {
    Entry entry = hand != null ? hand : oldest;
    if (entry == null) {
      throw new IllegalStateException("nothing is left to make room");
    }
    return entry;
  }

  private void linkAsNewest(Entry entry) {
    entry.older = newest;
    if (newest == null) {
      oldest = entry;
    } else {
      newest.newer = entry;
    }
    newest = entry;
  }

  private void unlink(Entry entry) {
    if (hand == entry) {
      hand = entry.newer;
    }
    if (entry.older == null) {
      oldest = entry.newer;
    } else {
      entry.older.newer = entry.newer;
    }
    if (entry.newer == null) {
      newest = entry.older;
    } else {
      entry.newer.older = entry.older;
    }
    bytes -= entry.footprint;
  }

  /** A value and the revision that made it. */
  static final class Entry {
    private final Key key;
    private final Optional<Value> value;
    private final long from;
    private final long footprint;

    /** A hint only, so it needs no order among threads. */
    private boolean used;

    private @Nullable Entry older;
    private @Nullable Entry newer;

    private Entry(Key key, Optional<Value> value, long from, long footprint) {
      this.key = key;
      this.value = value;
      this.from = from;
      this.footprint = footprint;
    }

    Optional<Value> value() {
      return value;
    }

    /** The revision of the key's last change. */
    long from() {
      return from;
    }
  }
}
