package coop.covm.storage.tck.history;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a transaction's actions come to.
 *
 * @param keys what it read of the store by its key
 * @param prefixes what it listed
 * @param writes what it changes
 */
record Footprint(Set<Key> keys, Set<KeyPrefix> prefixes, OwnWrites writes) {
  static Footprint of(List<Action> actions) {
    Footprint footprint = new Footprint(new HashSet<>(), new HashSet<>(), new OwnWrites());
    actions.forEach(footprint::add);
    return footprint;
  }

  /** Whether a change of the key after the view must keep the transaction from committing. */
  boolean covers(Key key) {
    return keys.contains(key) || prefixes.stream().anyMatch(prefix -> prefix.contains(key));
  }

  private void add(Action action) {
    switch (action) {
      case Action.Get get -> {
        if (writes.leavesOpen(get.key())) {
          keys.add(get.key());
        }
      }
      case Action.Contains contains -> {
        if (writes.of(contains.key()).isEmpty()) {
          keys.add(contains.key());
        }
      }
      case Action.Listing listing -> prefixes.add(listing.prefix());
      case Action.GetAt ignored -> {}
      case Action.Versions versions -> keys.add(versions.key());
      case Action.Writing writing -> writes.add(writing);
    }
  }
}
