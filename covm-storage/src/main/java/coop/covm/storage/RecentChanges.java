package coop.covm.storage;

import coop.covm.storage.StoreView.Changed;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.SaltedValue;
import coop.covm.storage.spi.BackendSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * Which keys the latest commits changed, and below which prefixes, so that most reads are checked
 * without the index. It knows every change after some revision; of those before it knows nothing.
 * For use by one thread.
 */
final class RecentChanges {
  private static final int MAX_KEYS = 100_000;
  private static final int MAX_CATCH_UP = 64;

  private final Map<Key, LastChange> lastChanges = new HashMap<>();

  /** The newest change below each prefix. */
  private final Map<KeyPrefix, Changed> lastChangesBelow = new HashMap<>();

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
      Changed changed = new Changed(change.key(), commit.revision());
      lastChanges.put(
          change.key(),
          new LastChange(changed, change.made().map(SaltedValue::byteSize).orElse(0)));
      for (KeyPrefix prefix : KeyPrefix.allAbove(change.key())) {
        lastChangesBelow.put(prefix, changed);
      }
    }
    newest = commit.revision();
  }

  /** The newest commit that it knows. */
  long newest() {
    return newest;
  }

  /**
   * How many bytes the value's canonical JSON has that the key has now, 0 if it has none; empty if
   * the key has not changed since all changes are known.
   */
  OptionalInt valueBytes(Key key) {
    LastChange last = lastChanges.get(key);
    return last == null ? OptionalInt.empty() : OptionalInt.of(last.valueBytes);
  }

  /** Whether it knows all changes after the revision. */
  boolean knowsSince(long revision) {
    return revision >= completeAfter;
  }

  /**
   * A change of something read that came after the revision, which must be a known one.
   *
   * @param seen which keys below a prefix count
   */
  Optional<Changed> conflict(ReadSet reads, long since, Predicate<Key> seen) {
    if (since >= newest) {
      return Optional.empty();
    }
    for (Key key : reads.keys()) {
      LastChange last = lastChanges.get(key);
      if (last != null && last.changed.revision() > since) {
        return Optional.of(last.changed);
      }
    }
    for (KeyPrefix prefix : reads.prefixes()) {
      Changed changed = lastChangesBelow.get(prefix);
      if (changed != null && changed.revision() > since) {
        Optional<Changed> visible =
            seen.test(changed.key()) ? Optional.of(changed) : changedBelow(prefix, since, seen);
        if (visible.isPresent()) {
          return visible;
        }
      }
    }
    return Optional.empty();
  }

  /** Looks through all changes: for the rare case that the newest one is hidden. */
  private Optional<Changed> changedBelow(KeyPrefix prefix, long since, Predicate<Key> seen) {
    return lastChanges.values().stream()
        .map(LastChange::changed)
        .filter(changed -> changed.revision() > since)
        .filter(changed -> prefix.contains(changed.key()) && seen.test(changed.key()))
        .findAny();
  }

  /** What the last change of a key made of it. */
  private record LastChange(Changed changed, int valueBytes) {}

  private void forgetUpTo(long revision) {
    lastChanges.clear();
    lastChangesBelow.clear();
    completeAfter = revision;
    newest = revision;
  }
}
