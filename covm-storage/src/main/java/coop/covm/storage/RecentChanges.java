package coop.covm.storage;

import coop.covm.storage.StoreView.Changed;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.spi.BackendSnapshot;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which keys the latest commits changed, so that most reads are checked without the index. It knows
 * every change after some revision; of those before it knows nothing. For use by one thread.
 */
final class RecentChanges {
  private static final int MAX_KEYS = 100_000;
  private static final int MAX_CATCH_UP = 64;

  private final NavigableMap<Key, Long> lastChanges = new TreeMap<>();

  /** Every change of a revision after this one is known. */
  private long completeAfter;

  private long newest;

  /** Learns what other processes have committed. */
  void catchUp(BackendSnapshot snapshot) {
    long head = snapshot.head().revision();
    if (head - newest > MAX_CATCH_UP || lastChanges.size() > MAX_KEYS) {
      forgetUpTo(head);
    }
    while (newest < head) {
      add(snapshot.commit(newest + 1));
    }
  }

  /** Adds the commit after the newest one. */
  void add(CommitRecord commit) {
    for (Change change : commit.body().changes()) {
      lastChanges.put(change.key(), commit.revision());
    }
    newest = commit.revision();
  }

  /** Whether it knows all changes after the revision. */
  boolean knowsSince(long revision) {
    return revision >= completeAfter;
  }

  /** A change of something read that came after the revision, which must be a known one. */
  Optional<Changed> conflict(ReadSet reads, long since) {
    if (since >= newest) {
      return Optional.empty();
    }
    for (Key key : reads.keys()) {
      Long changed = lastChanges.get(key);
      if (changed != null && changed > since) {
        return Optional.of(new Changed(key, changed));
      }
    }
    for (KeyPrefix prefix : reads.prefixes()) {
      for (Map.Entry<Key, Long> entry :
          lastChanges.subMap(prefix.lowerBound(), true, prefix.upperBound(), false).entrySet()) {
        if (entry.getValue() > since) {
          return Optional.of(new Changed(entry.getKey(), entry.getValue()));
        }
      }
    }
    return Optional.empty();
  }

  private void forgetUpTo(long revision) {
    lastChanges.clear();
    completeAfter = revision;
    newest = revision;
  }
}
