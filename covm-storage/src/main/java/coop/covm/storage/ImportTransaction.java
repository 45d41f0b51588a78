package coop.covm.storage;

import coop.covm.storage.access.Action;
import coop.covm.storage.log.Digest;
import coop.covm.value.Value;
import java.util.OptionalLong;

/**
 * What an import changes in one commit. Not safe for use by several threads.
 *
 * <p>Every method throws a {@link StorageException} as those of {@link StorageTransaction} do:
 * {@code AccessDenied} for what the caller may not do, {@code SystemKey} for a key under {@code
 * system/}.
 */
public final class ImportTransaction implements AutoCloseable {
  private final StorageTransaction transaction;
  private final Caller caller;

  /**
   * @param transaction one that may set the mark, and so guards no reads by itself
   */
  ImportTransaction(StorageTransaction transaction, Caller caller) {
    this.transaction = transaction;
    this.caller = caller;
  }

  /** Whether the key has a value; it counts as read. */
  public boolean contains(Key key) {
    Store.checkIsNoSystemKey(key);
    transaction.guard().check(Action.READ, key);
    return transaction.contains(key);
  }

  public void set(Key key, Value value) {
    Store.checkIsNoSystemKey(key);
    transaction.set(key, value);
  }

  /** Sets the quota of a namespace, as {@link StoreQuotas#set} does. */
  public void setQuota(KeyPrefix namespace, Quota quota) {
    transaction.guard().checkAdministers(namespace.parent());
    transaction.set(QuotaPolicy.key(namespace), QuotaPolicy.value(quota));
  }

  /**
   * Says with the commit how far the import has come.
   *
   * @param source the digest of all that is imported
   */
  public void mark(Digest source, ImportMark mark) {
    transaction.set(StoreImports.markKey(source, caller), mark.value());
  }

  /** Commits, as {@link StorageTransaction#commit} does. */
  public OptionalLong commit() {
    return transaction.commit();
  }

  /** Drops the changes unless they were committed. Closing twice is harmless. */
  @Override
  public void close() {
    transaction.close();
  }
}
