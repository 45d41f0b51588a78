package coop.covm.storage;

import coop.covm.storage.log.CommitRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * The last few commits that a view was asked for, since keys that stand together were often changed
 * together. Safe for use by several threads.
 */
final class RecentCommits {
  private static final int KEPT = 4;

  private final Map<Long, CommitRecord> commits = new LinkedHashMap<>(KEPT + 1, 1, true);

  /** The commit of a revision, read if it is none of the last. */
  synchronized CommitRecord commit(long revision, LongFunction<CommitRecord> reading) {
    CommitRecord known = commits.get(revision);
    if (known != null) {
      return known;
    }
    CommitRecord read = reading.apply(revision);
    commits.put(revision, read);
    if (commits.size() > KEPT) {
      commits.remove(commits.keySet().iterator().next());
    }
    return read;
  }
}
