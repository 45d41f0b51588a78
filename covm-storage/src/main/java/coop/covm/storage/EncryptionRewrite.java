package coop.covm.storage;

import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.CommitIndex.Current;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.SaltedValue;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.Compaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Brings what stands in the log and the index to what the policy of encryption says, in parts of
 * bounded size, each a range of revisions. It looks at what is there, so when one run was
 * interrupted the next goes on.
 */
final class EncryptionRewrite {
  private static final int MOST_IN_PART = 1 << 18;

  private final Store store;
  private final long through;
  private final ValueSealing sealing;
  private final EncryptionPolicy policy;
  private long next = 1;
  private long commits;

  /**
   * @param policy what it brings them to
   * @param through the newest commit that may not be as the policy says; sealed off in its backend
   */
  EncryptionRewrite(Store store, EncryptionPolicy policy, long through) {
    this.store = store;
    this.through = through;
    this.policy = policy;
    this.sealing = new ValueSealing(policy, store.keyring());
  }

  EncryptionReport run() {
    while (next <= through) {
      // Not under the snapshot, which would keep in the index what goes.
      Part part = nextPart();
      if (!part.isEmpty()) {
        store.backend().compact(part.compaction());
        commits += part.revisions.size();
      }
    }
    return new EncryptionReport(commits);
  }

  private Part nextPart() {
    Part part = new Part();
    try (BackendSnapshot snapshot = store.backend().snapshot()) {
      while (next <= through && part.size() < MOST_IN_PART) {
        look(snapshot, snapshot.commit(next), part);
        next++;
      }
    }
    return part;
  }

  private void look(BackendSnapshot snapshot, CommitRecord record, Part part) {
    if (!sealing.isStoredAsIs(record)) {
      part.revisions.add(record.revision());
    }
    for (Change change : record.body().changes()) {
      Optional<SaltedValue> made = change.made();
      if (made.isPresent()
          && policy.over(change.key()).isPresent()
          && isCurrentAndOpen(snapshot, change.key(), record.revision())) {
        part.replaced.add(CommitIndex.sealing(record.revision(), change.key(), made.get()));
      }
    }
  }

  private static boolean isCurrentAndOpen(BackendSnapshot snapshot, Key key, long revision) {
    Optional<Current> current =
        snapshot.get(CommitIndex.currentKey(key)).map(entry -> StoreView.current(key, entry));
    return current.isPresent()
        && current.get().revision() == revision
        && current.get().state() == CommitIndex.State.PRESENT
        && !current.get().isSealed();
  }

  /** What is rewritten together. */
  private final class Part {
    private final List<Long> revisions = new ArrayList<>();
    private final List<Compaction.Replacement> replaced = new ArrayList<>();

    int size() {
      return revisions.size() + replaced.size();
    }

    boolean isEmpty() {
      return size() == 0;
    }

    Compaction compaction() {
      long[] ascending = revisions.stream().flatMapToLong(LongStream::of).toArray();
      return new Compaction(ascending, sealing::sealed, List.of(), List.of(), replaced);
    }
  }
}
