package coop.covm.storage.log;

import java.util.List;

/**
 * What of the index follows from a commit, and how the index is laid out. Derived from the record
 * alone, so that a backend can rebuild its index from its log.
 */
public final class CommitIndex {
  private CommitIndex() {}

  /** The entries to put, in no particular order; a key occurs at most once. */
  public static List<Entry> changes(CommitRecord record) {
    throw new UnsupportedOperationException(record.toString());
  }

  /** An index entry; nothing is ever removed from the index by a commit. */
  @SuppressWarnings("ArrayRecordComponent") // bytes in transit, never compared
  public record Entry(byte[] key, byte[] value) {}
}
