package coop.covm.storage.difference;

import coop.covm.storage.Key;
import coop.covm.storage.KeyCursor;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.value.Value;
import java.util.Optional;

/**
 * What a store held as of a revision.
 *
 * @param store which one, if it may be compared with what it held as of another revision without
 *     reading what is the same
 */
record StoreContents(StoreView view, Optional<Store> store) implements Contents {
  @Override
  public KeyCursor keys(KeyPrefix prefix) {
    return view.keys(prefix, Optional.empty());
  }

  @Override
  public Optional<Value> get(Key key) {
    return view.get(key);
  }

  @Override
  public boolean isKnownSame(Key key, Contents other) {
    if (!(other instanceof StoreContents contents) || !isSameStore(contents)) {
      return false;
    }
    long changed = view.lastChange(key);
    return changed > 0 && changed == contents.view.lastChange(key);
  }

  private boolean isSameStore(StoreContents other) {
    return store.isPresent() && store.equals(other.store); // a store equals itself alone
  }
}
