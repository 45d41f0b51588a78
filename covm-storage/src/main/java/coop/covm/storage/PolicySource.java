package coop.covm.storage;

import coop.covm.value.Value;
import java.util.List;
import java.util.Optional;

/** Where a policy is read from: a view of the store, or what verifying has gathered of the log. */
interface PolicySource {
  Optional<Value> get(Key key);

  /** The keys below the prefix that have a value, in order. */
  List<Key> listKeys(KeyPrefix prefix);
}
