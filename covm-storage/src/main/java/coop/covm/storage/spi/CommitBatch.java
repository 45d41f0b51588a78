package coop.covm.storage.spi;

import coop.covm.storage.log.CommitRecord;
import java.util.List;

/**
 * Commits to be written together: numbered and chained by the store, without holes, the first one
 * directly after {@code expectedHead}. What they change in the index is {@link
 * coop.covm.storage.log.CommitIndex#changes}.
 *
 * @param expectedHead the newest revision that the store has validated them against
 * @param records at least one
 */
public record CommitBatch(long expectedHead, List<CommitRecord> records) {
  public CommitBatch {
    records = List.copyOf(records);
  }
}
