package coop.covm.storage;

import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.CommitIndex.State;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.BackendSnapshot.Order;
import coop.covm.storage.spi.Compaction;
import coop.covm.storage.spi.IndexCursor;
import coop.covm.storage.spi.KeyRange;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks at the versions of all keys for those that the policies let go, and hands them on in parts
 * of bounded size. It looks at what is there, so when one run was interrupted the next goes on.
 */
final class Compactor {
  private final HistoryPolicies policies;
  private final long through;
  private final long nowMillis;
  private final BackendSnapshot snapshot;
  private final Consumer<Compaction> target;
  private final Map<Integer, Long> revisionsOfDays = new HashMap<>();
  private CompactionPart part = new CompactionPart();
  private long keys;
  private long versions;

  /**
   * @param through everybody who reads does so as of this revision or a newer one
   * @param nowMillis what days are counted back from
   * @param target erases a part, before more is looked at
   */
  Compactor(
      BackendSnapshot snapshot,
      HistoryPolicies policies,
      long through,
      long nowMillis,
      Consumer<Compaction> target) {
    this.snapshot = snapshot;
    this.policies = policies;
    this.through = through;
    this.nowMillis = nowMillis;
    this.target = target;
  }

  CompactionReport run() {
    if (!policies.keepEverything()) {
      try (IndexCursor cursor = snapshot.scan(CommitIndex.allVersions(), Order.ASCENDING)) {
        boolean more = cursor.next();
        while (more) {
          Key key = CommitIndex.keyOfVersion(cursor.key());
          VersionsOfKey found = new VersionsOfKey();
          KeyRange own = CommitIndex.versionRange(key, 1, snapshot.head().revision());
          do {
            found.add(
                CommitIndex.revisionOfVersion(cursor.key()),
                KeyHistory.version(key, cursor.value()).state());
            more = cursor.next();
          } while (more && own.contains(cursor.key()));
          consider(key, found);
        }
      }
      handOn();
    }
    return new CompactionReport(through, keys, versions);
  }

  private void consider(Key key, VersionsOfKey found) {
    int count =
        switch (policies.of(key)) {
          case HistoryPolicy.All _ -> 0;
          case HistoryPolicy.Days(int days) ->
              found.removable(Math.min(through, revisionDaysAgo(days)), 1);
          case HistoryPolicy.Versions(int kept) -> found.removable(through, kept);
        };
    if (count > 0) {
      keys++;
      remove(key, found, count);
    }
  }

  private void remove(Key key, VersionsOfKey found, int count) {
    int lastMarked = -1;
    for (int i = 0; i < count; i++) {
      if (found.state(i) == State.PRESENT) {
        part.erase(found.revision(i));
        versions++;
      }
      boolean last = i == count - 1;
      if (last || (part.isFull() && found.state(i) == State.PRESENT)) {
        part.mark(key, compacted(key, found.revision(i)), found.revision(i));
        if (lastMarked >= 0) {
          part.remove(CommitIndex.versionKey(key, found.revision(lastMarked)));
        }
        lastMarked = i;
      } else {
        part.remove(CommitIndex.versionKey(key, found.revision(i)));
      }
      if (part.isFull() && lastMarked == i) {
        handOn();
      }
    }
  }

  private CommitIndex.Entry compacted(Key key, long revision) {
    byte[] entry =
        snapshot
            .get(CommitIndex.versionKey(key, revision))
            .orElseThrow(
                () -> KeyHistory.damaged(key, "a version that was met is not there", null));
    return CommitIndex.compacted(key, revision, KeyHistory.version(key, entry));
  }

  /** The newest revision that is as old as that. */
  private long revisionDaysAgo(int days) {
    return revisionsOfDays.computeIfAbsent(
        days,
        count -> {
          StoreView view = new StoreView(snapshot, snapshot.head().revision());
          return view.revisionAt(nowMillis - TimeUnit.DAYS.toMillis(count));
        });
  }

  private void handOn() {
    Optional<Compaction> ready = part.compaction();
    part = new CompactionPart();
    ready.ifPresent(target);
  }
}
