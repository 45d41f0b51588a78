package coop.covm.storage;

import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.spi.Compaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is erased together: bounded, however much there is to be erased in all. */
final class CompactionPart {
  private static final int MOST_VALUES = 1 << 19;

  private long[] revisions = new long[64];
  private int size;
  private final Map<Key, Long> erasedThrough = new HashMap<>();
  private final List<byte[]> removed = new ArrayList<>();
  private final List<CommitIndex.Entry> put = new ArrayList<>();

  boolean isFull() {
    return removed.size() + put.size() >= MOST_VALUES;
  }

  /** A value goes that this revision made. */
  void erase(long revision) {
    if (size == revisions.length) {
      revisions = Arrays.copyOf(revisions, 2 * size);
    }
    revisions[size++] = revision;
  }

  /** An index entry goes. */
  void remove(byte[] versionKey) {
    removed.add(versionKey);
  }

  /**
   * All values of the key up to a revision go.
   *
   * @param entry says so in the index
   */
  void mark(Key key, CommitIndex.Entry entry, long revision) {
    erasedThrough.put(key, revision);
    put.add(entry);
  }

  /** Empty if nothing is to be done. */
  Optional<Compaction> compaction() {
    if (put.isEmpty()) {
      return Optional.empty();
    }
    long[] sorted = Arrays.stream(revisions, 0, size).sorted().distinct().toArray();
    return Optional.of(new Compaction(sorted, this::erased, removed, put));
  }

  private CommitRecord erased(CommitRecord record) {
    return record.erased(
        change -> record.revision() <= erasedThrough.getOrDefault(change.key(), 0L));
  }
}
