package coop.covm.storage.spi;

import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.CommitRecord;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a backend is to erase, or to keep in another form: values in commits of the log, and what
 * the index then is. Erasing again what has been erased changes nothing, so an interrupted
 * compaction is simply done again.
 */
public final class Compaction {
  private final long[] revisions;
  private final UnaryOperator<CommitRecord> erasure;
  private final List<byte[]> removed;
  private final List<CommitIndex.Entry> put;
  private final List<Replacement> replaced;

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
    this(revisions, erasure, removed, put, List.of());
  }

  /**
   * As the other.
   *
   * @param replaced index entries that change if they are still what they were
   */
  public Compaction(
      long[] revisions,
      UnaryOperator<CommitRecord> erasure,
      List<byte[]> removed,
      List<CommitIndex.Entry> put,
      List<Replacement> replaced) {
    this.revisions = revisions.clone();
    this.erasure = erasure;
    this.removed = List.copyOf(removed);
    this.put = List.copyOf(put);
    this.replaced = List.copyOf(replaced);
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

  /** Index entries that change if they are still what they were. */
  public List<Replacement> replaced() {
    return replaced;
  }

  /**
   * What an index entry is to become, unless a commit has changed it meanwhile.
   *
   * @param entry as it is to be
   * @param beginning what the entry begins with if it is still what it was
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes in transit, never compared
  public record Replacement(CommitIndex.Entry entry, byte[] beginning) {
    /** Whether an entry that is there is still what it was. */
    public boolean replaces(byte[] there) {
      return there.length >= beginning.length
          && Arrays.equals(there, 0, beginning.length, beginning, 0, beginning.length);
    }
  }
}
