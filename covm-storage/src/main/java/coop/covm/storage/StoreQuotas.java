package coop.covm.storage;

import coop.covm.storage.log.NamespaceUse;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much namespaces may hold. A commit that would make a namespace hold more than its quota, and
 * more than before, fails whole. A key counts at every namespace with a quota above it. What is
 * counted is what has a value now, not its history; nothing under {@code system/} counts.
 *
 * <p>Quotas are values under {@code system/quota}; what each namespace takes stands in the envelope
 * of every commit that changes it. In a secured store who may {@code admin} what lies above a
 * namespace may set its quota, so that nobody raises the own one.
 *
 * <p>Every method throws a {@link StorageException}: {@code InvalidKey} for a namespace of more
 * than 14 segments or under {@code system/}; {@code AccessDenied}; changes also {@code
 * StoreReadOnly} and {@code TransactionConflict}, and as of a commit.
 */
public final class StoreQuotas {
  private final Store store;

  StoreQuotas(Store store) {
    this.store = store;
  }

  /** A quota and what is taken of it. */
  public record Use(Quota quota, NamespaceUse taken) {}

  /** The quotas that the caller may see, by namespace, with what is taken. */
  public List<Use> list(Caller caller) {
    List<Use> uses = new ArrayList<>();
    try (StoreView view = store.view(caller)) {
      for (Key key : view.listKeys(SystemKeys.below(SystemKeys.QUOTA))) {
        Optional<Value> value = view.get(key);
        KeyPrefix namespace = QuotaPolicy.namespace(key);
        value.ifPresent(quota ->
            uses.add(
                new Use(
                    QuotaPolicy.read(key, quota),
                    view.use(namespace).orElse(new NamespaceUse(namespace, 0, 0)))));
      }
    }
    return uses;
  }

  /**
   * Sets the quota of a namespace; what lies below is counted once, while nothing else commits. One
   * that is below what is taken lets only those commits through that take less.
   *
   * @return the revision; empty if it is set already
   */
  public OptionalLong set(KeyPrefix namespace, Quota quota, SessionOptions by) {
    Key key = QuotaPolicy.key(namespace);
    try (StorageTransaction transaction = store.beginSystem(by)) {
      transaction.guard().checkAdministers(namespace.parent());
      Value value = QuotaPolicy.value(quota);
      if (transaction.get(key).equals(Optional.of(value))) {
        return OptionalLong.empty();
      }
      transaction.set(key, value);
      return transaction.commit();
    }
  }

  /**
   * Takes the quota of a namespace back.
   *
   * @return the revision; empty if there is none
   */
  public OptionalLong clear(KeyPrefix namespace, SessionOptions by) {
    try (StorageTransaction transaction = store.beginSystem(by)) {
      transaction.guard().checkAdministers(namespace.parent());
      transaction.delete(QuotaPolicy.key(namespace));
      return transaction.commit();
    }
  }
}
