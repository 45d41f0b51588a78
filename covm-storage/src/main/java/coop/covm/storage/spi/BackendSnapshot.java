package coop.covm.storage.spi;

import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import java.util.Optional;

/**
 * An unchanging view of a backend as of one revision. Safe for use by several threads until it is
 * closed; any use after that throws {@link IllegalStateException}.
 */
public interface BackendSnapshot extends AutoCloseable {
  /** The newest commit that this view shows. */
  Head head();

  /** The bytes under an index key, as they were put. The caller must not change them. */
  Optional<byte[]> get(byte[] key);

  /**
   * The index entries in the range, ordered by unsigned bytes. The caller closes the cursor before
   * the snapshot.
   */
  IndexCursor scan(KeyRange range, Order order);

  /**
   * The commit of a revision.
   *
   * @throws IllegalArgumentException if the revision is not between 1 and {@code head().revision()}
   */
  CommitRecord commit(long revision);

  @Override
  void close();

  /** Which way a scan goes. */
  enum Order {
    ASCENDING,
    DESCENDING
  }
}
