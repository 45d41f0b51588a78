package coop.covm.storage;

import coop.covm.storage.access.Action;
import coop.covm.storage.log.CanonicalJson;
import coop.covm.value.Value;

/**
 * Says what a store would refuse of an import, as of the revision when it was made. A later commit
 * may change the answer, so everything is asked again when it is committed. For use by one thread.
 */
public final class ImportCheck implements AutoCloseable {
  private final StoreView view;
  private final QuotaForecast quotas;

  /**
   * @param view one that guards no reads by itself
   */
  ImportCheck(StoreView view) {
    this.view = view;
    this.quotas = new QuotaForecast(QuotaPolicy.of(view), view);
  }

  /**
   * Whether the key has a value.
   *
   * @throws StorageException {@code AccessDenied} if the caller may not read the key
   */
  public boolean contains(Key key) {
    view.guard().check(Action.READ, key);
    return view.contains(key);
  }

  /**
   * Lets through a key that the caller may set.
   *
   * @throws StorageException {@code SystemKey}; {@code AccessDenied}
   */
  public void checkMaySet(Key key) {
    Store.checkIsNoSystemKey(key);
    view.guard().check(Action.WRITE, key);
  }

  /** Adds what the key takes if it has this value at the end. To be called once for a key. */
  public void count(Key key, Value value) {
    if (!quotas.isFree()) {
      quotas.set(key, CanonicalJson.utf8(value).length);
    }
  }

  /**
   * Lets through what the quotas of all namespaces leave room for, of all that was counted.
   *
   * @throws StorageException {@code QuotaExceeded}
   */
  public void checkQuotas() {
    quotas.check();
  }

  /**
   * Lets through who may set the quota of a namespace.
   *
   * @throws StorageException {@code AccessDenied}; {@code InvalidKey} for a namespace that can have
   *     none
   */
  public void checkMaySetQuota(KeyPrefix namespace) {
    QuotaPolicy.key(namespace);
    view.guard().checkAdministers(namespace.parent());
  }

  /** Closing twice is harmless. */
  @Override
  public void close() {
    view.close();
  }
}
