package coop.covm.storage.tck.history;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a store must hold as of each revision if its log is right. A revision is the place of a
 * commit in the log, from 1, whatever the commit says of itself.
 */
final class StoreModel {
  private final NavigableMap<Key, List<KeyVersion>> versions = new TreeMap<>();
  private final long newest;

  StoreModel(List<LoggedCommit> log) {
    newest = log.size();
    for (int i = 0; i < log.size(); i++) {
      for (LoggedChange change : log.get(i).changes()) {
        versions
            .computeIfAbsent(change.key(), key -> new ArrayList<>())
            .add(new KeyVersion(i + 1, change.result()));
      }
    }
  }

  long newest() {
    return newest;
  }

  Optional<Value> valueAt(Key key, long revision) {
    return valueAt(versions.getOrDefault(key, List.of()), revision);
  }

  /** The revision of the last change of the key up to the given one; 0 if there is none. */
  long lastChange(Key key, long upTo) {
    return lastChange(versions.getOrDefault(key, List.of()), upTo);
  }

  /** The keys below the prefix that have a value as of the revision, in order. */
  List<Key> keysAt(KeyPrefix prefix, long revision) {
    List<Key> present = new ArrayList<>();
    versions.forEach((key, changes) -> {
      if (prefix.contains(key) && valueAt(changes, revision).isPresent()) {
        present.add(key);
      }
    });
    return present;
  }

  /** A key below the prefix that was changed after one revision and not after the other. */
  Optional<Key> changedBelow(KeyPrefix prefix, long since, long upTo) {
    return versions.entrySet().stream()
        .filter(entry -> prefix.contains(entry.getKey()))
        .filter(entry -> lastChange(entry.getValue(), upTo) > since)
        .map(entry -> entry.getKey())
        .findFirst();
  }

  /** What the key was made, up to the revision, oldest first. */
  List<KeyVersion> versions(Key key, long upTo) {
    List<KeyVersion> all = versions.getOrDefault(key, List.of());
    return all.subList(0, countUpTo(all, upTo));
  }

  private static Optional<Value> valueAt(List<KeyVersion> changes, long revision) {
    int count = countUpTo(changes, revision);
    return count == 0 ? Optional.empty() : changes.get(count - 1).value();
  }

  private static long lastChange(List<KeyVersion> changes, long upTo) {
    int count = countUpTo(changes, upTo);
    return count == 0 ? 0 : changes.get(count - 1).revision();
  }

  /** How many of the versions are not after the revision. */
  private static int countUpTo(List<KeyVersion> changes, long revision) {
    int low = 0;
    int high = changes.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (changes.get(middle).revision() <= revision) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
