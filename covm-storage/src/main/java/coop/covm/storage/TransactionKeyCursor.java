package coop.covm.storage;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays the changes of a transaction over the keys of its view. */
final class TransactionKeyCursor implements KeyCursor {
  private final KeyCursor stored;
  private final Guard guard;
  private final Iterator<Map.Entry<Key, PendingChange>> changes;
  private @Nullable Key nextStored;
  private Map.@Nullable Entry<Key, PendingChange> nextChange;
  private @Nullable Key key;

  /**
   * @param guard passes over the keys that the caller may not list
   * @param changes those of the keys that the cursor walks, by key
   */
  TransactionKeyCursor(
      KeyCursor stored, Guard guard, Iterable<Map.Entry<Key, PendingChange>> changes) {
    this.stored = stored;
    this.guard = guard;
    this.changes = changes.iterator();
    passStored();
    passChange();
  }

  @Override
  public boolean next() {
    while (nextStored != null || nextChange != null) {
      int order = order(nextStored, nextChange);
      Map.Entry<Key, PendingChange> change = nextChange;
      if (order < 0 || change == null) {
        key = nextStored;
        passStored();
        return true;
      }
      if (order == 0) {
        passStored();
      }
      passChange();
      if (!(change.getValue() instanceof PendingChange.Remove) && guard.mayList(change.getKey())) {
        key = change.getKey();
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
    stored.close();
  }

  private static int order(@Nullable Key stored, Map.@Nullable Entry<Key, PendingChange> change) {
    if (stored == null) {
      return 1;
    }
    return change == null ? -1 : stored.compareTo(change.getKey());
  }

  private void passStored() {
    nextStored = stored.next() ? stored.key() : null;
  }

  private void passChange() {
    nextChange = changes.hasNext() ? changes.next() : null;
  }
}
