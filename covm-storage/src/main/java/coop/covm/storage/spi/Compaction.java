package coop.covm.storage.spi;

import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.CommitRecord;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a backend is to erase: values in commits of the log, and what the index then is. Erasing
 * again what has been erased changes nothing, so an interrupted compaction is simply done again.
 */
public final class Compaction {
  private final long[] revisions;
  private final UnaryOperator<CommitRecord> erasure;
  private final List<byte[]> removed;
  private final List<CommitIndex.Entry> put;

  /**
   * @param revisions the commits in which something is erased, ascending
   * @param erasure gives such a commit without what is erased, its digests unchanged
   * @param removed keys of index entries that go, after the commits have been rewritten
   * @param put index entries that change
   */
  public Compaction(
      long[] revisions,
      UnaryOperator<CommitRecord> erasure,
      List<byte[]> removed,
      List<CommitIndex.Entry> put) {
    this.revisions = revisions.clone();
    this.erasure = erasure;
    this.removed = List.copyOf(removed);
    this.put = List.copyOf(put);
  }

  /** Whether something is erased in one of the commits from one revision to another, inclusive. */
  public boolean concerns(long from, long to) {
    int at = Arrays.binarySearch(revisions, from);
    int first = at >= 0 ? at : -at - 1;
    return first < revisions.length && revisions[first] <= to;
  }

  /** The commit without what is erased in it; the same if nothing is. */
  public CommitRecord erase(CommitRecord record) {
    return concerns(record.revision(), record.revision()) ? erasure.apply(record) : record;
  }

  /** The commits in which something is erased, ascending. */
  public long[] revisions() {
    return revisions.clone();
  }

  /** Keys of index entries that go. */
  public List<byte[]> removed() {
    return removed;
  }

  /** Index entries that change. */
  public List<CommitIndex.Entry> put() {
    return put;
  }
}
