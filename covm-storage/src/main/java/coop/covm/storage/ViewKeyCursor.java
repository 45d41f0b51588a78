package coop.covm.storage;

import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.spi.IndexCursor;
import org.jspecify.annotations.Nullable;

/** The keys that have a value as of a view. */
final class ViewKeyCursor implements KeyCursor {
  private final StoreView view;
  private final Guard guard;
  private final IndexCursor entries;
  private @Nullable Key key;

  /**
   * @param guard passes over the keys that the caller may not list
   */
  ViewKeyCursor(StoreView view, Guard guard, IndexCursor entries) {
    this.view = view;
    this.guard = guard;
    this.entries = entries;
  }

  @Override
  public boolean next() {
    while (entries.next()) {
      Key candidate = CommitIndex.keyOfCurrent(entries.key());
      if (guard.mayList(candidate)
          && view.isPresent(candidate, StoreView.current(candidate, entries.value()))) {
        key = candidate;
        return true;
      }
    }
    key = null;
    return false;
  }

  @Override
  public Key key() {
    if (key == null) {
      throw new IllegalStateException("the cursor stands on no key");
    }
    return key;
  }

  @Override
  public void close() {
    entries.close();
  }
}
