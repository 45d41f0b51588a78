package coop.covm.storage;

import coop.covm.storage.access.Action;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.Compaction;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.value.MapValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * How much history a store keeps. Every revision of every key stays readable until the store is
 * compacted; then the values go that the policy of their namespace does not keep. The record of
 * every commit stays, with the digests of what was erased. Safe for use by any number of threads.
 */
public final class StoreHistory {
  private static final Key COMPACTION = Key.parse("system/compaction");

  private final Store store;
  private final ReentrantLock compacting = new ReentrantLock();

  StoreHistory(Store store) {
    this.store = store;
  }

  /** The policies as they are now, of the namespaces that everyone may list. */
  public HistoryPolicies policies() {
    return policies(Caller.NOBODY);
  }

  /**
   * The policies as they are now: that of the whole store, and those of the namespaces that the
   * caller may list.
   *
   * @throws StorageException {@code AccessDenied} if the caller is not who it says
   */
  public HistoryPolicies policies(Caller caller) {
    try (StoreView view = store.view(caller);
        StoreView own = store.ownView()) {
      return HistoryPolicies.of(own).narrowed(view.guard());
    }
  }

  /**
   * The policies as they are now, of a namespace and all above and below it.
   *
   * @throws StorageException {@code AccessDenied} if the caller may not list the namespace
   */
  public HistoryPolicies policies(Caller caller, KeyPrefix namespace) {
    try (StoreView view = store.view(caller);
        StoreView own = store.ownView()) {
      view.guard().check(Action.LIST, namespace);
      return HistoryPolicies.of(own);
    }
  }

  /**
   * States a policy. Nothing is erased before {@link #compact}.
   *
   * @param namespace empty for all that no longer prefix has a policy for
   * @param policy empty to take back what was stated, so that the prefix above counts
   * @param by who states it
   * @return the revision, or empty if it was stated already
   * @throws StorageException {@code InvalidKey} if the namespace has more than 14 segments or lies
   *     under {@code system/}; {@code StoreReadOnly}; {@code TransactionConflict}; as of a commit
   */
  public OptionalLong keep(
      Optional<KeyPrefix> namespace, Optional<HistoryPolicy> policy, SessionOptions by) {
    Key key = HistoryPolicies.key(namespace);
    try (StorageTransaction transaction = store.beginSystem(by)) {
      transaction.guard().checkAdministers(namespace);
      Optional<StringValue> stated = policy.map(HistoryPolicy::text).map(StringValue::of);
      if (transaction.get(key).equals(stated)) {
        return OptionalLong.empty();
      }
      stated.ifPresentOrElse(text -> transaction.set(key, text), () -> transaction.delete(key));
      return transaction.commit();
    }
  }

  /**
   * What {@link #compact} would erase now. Changes nothing.
   *
   * @throws StorageException {@code AccessDenied} in a secured store, where nobody without a name
   *     may know
   */
  public CompactionReport plan() {
    return plan(Caller.NOBODY);
  }

  /**
   * What {@link #compact} would erase now. Changes nothing.
   *
   * @throws StorageException {@code AccessDenied} if the caller may not administer the whole store
   */
  public CompactionReport plan(Caller caller) {
    checkAdministers(caller);
    return look(through(), _ -> {});
  }

  private void checkAdministers(Caller caller) {
    try (StoreView view = store.view(caller)) {
      view.guard().checkEverywhere(Action.ADMIN, "the store as a whole");
    }
  }

  /**
   * Erases what the policies let go, while reads and commits go on. What an open transaction,
   * session or view of this process can read as of its revision stays; a view of an older revision
   * that is opened meanwhile, and those of other processes, may meet {@code RevisionCompacted}. If
   * something is erased, a commit under {@code system/compaction} says so before. Interrupted, it
   * goes on when it is called again. One compaction runs at a time; a second one waits.
   *
   * @param by who compacts
   * @throws StorageException {@code StoreReadOnly}; {@code AccessDenied} if the caller may not
   *     administer the whole store; as of a commit
   */
  public CompactionReport compact(SessionOptions by) {
    store.checkWritable("it cannot be compacted");
    checkAdministers(by.caller());
    compacting.lock();
    try {
      long through = through();
      return look(through, new Erasure(through, by));
    } finally {
      compacting.unlock();
    }
  }

  private long through() {
    return store.openViews().oldest(store.revision());
  }

  private CompactionReport look(long through, Consumer<Compaction> target) {
    try (BackendSnapshot snapshot = store.backend().snapshot()) {
      StoreView view = new StoreView(snapshot, snapshot.head().revision());
      return new Compactor(
              snapshot, HistoryPolicies.of(view), through, store.clock().millis(), target)
          .run();
    }
  }

  /** Says once that something is erased, and erases it. */
  private final class Erasure implements Consumer<Compaction> {
    private final long through;
    private final SessionOptions by;
    private boolean said;

    Erasure(long through, SessionOptions by) {
      this.through = through;
      this.by = by;
    }

    @Override
    public void accept(Compaction compaction) {
      StorageBackend backend = store.backend();
      if (!said) {
        backend.seal(); // so that the commit which says it stands behind all that is rewritten
        say();
        said = true;
      }
      backend.compact(compaction);
    }

    private void say() {
      try (StorageTransaction transaction = store.beginSystem(by)) {
        transaction.set(
            COMPACTION, MapValue.of(Map.of("through", NumberValue.of((double) through))));
        transaction.commit();
      }
    }
  }
}
