package coop.covm.storage;

import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.SaltedValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The policy of a store as its log says, commit by commit, without the index. For use by one
 * thread.
 */
final class PolicyState implements PolicySource {
  private final TreeMap<Key, Value> values = new TreeMap<>();
  private StorePolicy policy = StorePolicy.OPEN;

  /** The policy after the commits so far. */
  StorePolicy policy() {
    return policy;
  }

  /** Goes one commit on. */
  void apply(CommitRecord commit) {
    boolean changed = false;
    for (Change change : commit.body().changes()) {
      if (SystemKeys.isPolicy(change.key())) {
        changed = true;
        Optional<SaltedValue> made = change.made().filter(value -> !value.isErased());
        if (made.isPresent()) {
          values.put(change.key(), made.get().value());
        } else {
          values.remove(change.key());
        }
      }
    }
    if (changed) {
      policy = StorePolicy.of(commit.revision(), this);
    }
  }

  @Override
  public Optional<Value> get(Key key) {
    return Optional.ofNullable(values.get(key));
  }

  @Override
  public List<Key> listKeys(KeyPrefix prefix) {
    return new ArrayList<>(values.subMap(prefix.lowerBound(), prefix.upperBound()).keySet());
  }
}
