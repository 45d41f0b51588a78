package coop.covm.storage;

import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.ReadView;
import coop.covm.storage.log.SaltedValue;
import coop.covm.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a history that one run saw and made: gives it the views that it stated, and compares
 * what it commits with what it committed then. What it may do is not asked: it was allowed then. A
 * commit that comes while the run stated more views before the next one met a conflict then, and
 * meets one again. For use by one thread.
 */
final class ReplayTimeline implements Timeline {
  private final Store store;

  /** The commits still to come, in order. */
  private final Deque<CommitRecord> commits;

  /** The views still to come before the next commit. */
  private final Deque<Long> views = new ArrayDeque<>();

  private final long through;
  private final List<String> differences = new ArrayList<>();
  private final List<Long> same = new ArrayList<>();
  private boolean over;

  /**
   * @param commits those of one run from its first on, not empty
   */
  ReplayTimeline(Store store, List<CommitRecord> commits) {
    this.store = store;
    this.commits = new ArrayDeque<>(commits);
    this.through = commits.getLast().revision();
    expect(commits.getFirst(), 0);
  }

  /** The revisions of the commits that came out as they were, in order. */
  List<Long> same() {
    return same;
  }

  /** How the run differed; empty if it did not so far. */
  List<String> differences() {
    return differences;
  }

  /** Whether all commits have come. */
  boolean isComplete() {
    return commits.isEmpty();
  }

  /** The commits that have not come. */
  List<Long> missing() {
    return commits.stream().map(CommitRecord::revision).toList();
  }

  /**
   * @param known how many of the first views the session has taken already
   */
  private void expect(CommitRecord commit, int known) {
    views.clear();
    for (ReadView view : commit.body().views()) {
      for (long times = 0; times < view.times(); times++) {
        views.add(view.revision());
      }
    }
    for (int i = 0; i < known; i++) {
      views.removeFirst();
    }
  }

  @Override
  public StoreView newest(Caller caller) {
    checkGoesOn();
    Long view = views.poll();
    if (view == null) {
      throw differs(
          "it looks at the store once more before revision %s than it did"
              .formatted(commits.getFirst().revision()));
    }
    return store.ownViewAt(view);
  }

  @Override
  public StoreView at(Caller caller, long revision) {
    checkGoesOn();
    return store.ownViewAt(revision);
  }

  @Override
  public Head head() {
    try (StoreView view = newest(Caller.NOBODY)) {
      return view.head();
    }
  }

  @Override
  public Optional<FairTurn> takeTurn() {
    return Optional.empty();
  }

  @Override
  public void endTurn(FairTurn turn) {}

  @Override
  public void checkMayChange(Key key) {
    checkGoesOn();
    Store.checkIsNoSystemKey(key);
  }

  @Override
  public Optional<CommitRecord> commit(
      CommitRequest.Author author,
      RunLedger ledger,
      long since,
      ReadSet reads,
      WriteSet writes,
      @Nullable FairTurn turn) {
    checkGoesOn();
    if (onlyRemovesNothing(since, writes)) {
      return Optional.empty();
    }
    if (!views.isEmpty()) {
      throw new StorageException(
          StorageError.TRANSACTION_CONFLICT, "the run met a conflict here when it ran");
    }
    CommitRecord commit = commits.getFirst();
    compare(commit, writes);
    commits.removeFirst();
    same.add(commit.revision());
    if (commits.isEmpty()) {
      over = true;
    } else {
      expect(commits.getFirst(), 1);
    }
    return Optional.of(commit);
  }

  private boolean onlyRemovesNothing(long since, WriteSet writes) {
    try (StoreView view = store.ownViewAt(since)) {
      return writes.changes().entrySet().stream()
          .allMatch(change ->
              change.getValue() instanceof PendingChange.Remove && !view.contains(change.getKey()));
    }
  }

  private void compare(CommitRecord commit, WriteSet writes) {
    Set<Key> recorded = new HashSet<>();
    for (Change change : commit.body().changes()) {
      recorded.add(change.key());
      Optional<PendingChange> pending = writes.get(change.key());
      String difference = difference(change, pending.orElse(null));
      if (!difference.isEmpty()) {
        throw differs("revision %s: %s".formatted(commit.revision(), difference));
      }
    }
    writes
        .changes()
        .forEach((key, change) -> {
          // Removing what was not there is no part of a commit.
          if (!recorded.contains(key) && !(change instanceof PendingChange.Remove)) {
            throw differs(
                "revision %s: it changes %s, which it did not".formatted(commit.revision(), key));
          }
        });
  }

  /** Empty if there is none. */
  private static String difference(Change recorded, @Nullable PendingChange pending) {
    Key key = recorded.key();
    return switch (recorded) {
      case Change.Set(Key _, SaltedValue value) ->
          pending instanceof PendingChange.Put(Value now)
              ? difference(key, "the value", value, now)
              : "it does not set %s, which it did".formatted(key);
      case Change.Increment(Key _, SaltedValue amount, SaltedValue _) ->
          pending instanceof PendingChange.Add(Value now)
              ? difference(key, "the amount", amount, now)
              : "it does not increment %s, which it did".formatted(key);
      case Change.Delete _ ->
          pending instanceof PendingChange.Remove
              ? ""
              : "it does not remove %s, which it did".formatted(key);
    };
  }

  private static String difference(Key key, String what, SaltedValue then, Value now) {
    if (then.isErased()) {
      return ""; // nothing is left to compare with
    }
    return new SaltedValue(then.salt(), now).digest().equals(then.digest())
        ? ""
        : "%s of %s is %s, and was %s".formatted(what, key, now, then.value());
  }

  private void checkGoesOn() {
    if (over) {
      throw new StorageException(
          StorageError.REPLAY_ENDED,
          "all commits up to revision %s have come out as they were".formatted(through));
    }
  }

  private StorageException differs(String how) {
    differences.add(how);
    return new StorageException(StorageError.REPLAY_DIFFERS, how, Map.of(), null);
  }
}
