package coop.covm.storage;

import coop.covm.storage.access.AccessRule;
import coop.covm.storage.access.Action;
import coop.covm.storage.access.Decision;
import coop.covm.storage.access.Subject;
import coop.covm.storage.identity.Identity;
import coop.covm.value.BooleanValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The rules of access of a store, see {@link coop.covm.storage.access.AccessPolicy}. They are
 * values under {@code system/access}, and so versioned and recorded like everything else. They may
 * be stated in an open store too, and count from the moment it is secured. In a secured store who
 * may {@code admin} a namespace may change its rules, and role {@code admin} all.
 *
 * <p>Every method throws a {@link StorageException}: {@code InvalidKey} for a namespace of more
 * than 14 segments or under {@code system/}; {@code AccessDenied}; changes also {@code
 * StoreReadOnly} and {@code TransactionConflict}, and as of a commit.
 */
public final class StoreAccess {
  private final Store store;

  StoreAccess(Store store) {
    this.store = store;
  }

  /** The rules that were stated, of the namespaces that the caller may see, by namespace. */
  public List<AccessRule> rules(Caller caller) {
    List<AccessRule> rules = new ArrayList<>();
    try (StoreView view = store.view(caller)) {
      Key whole = AccessRules.key(Optional.empty());
      if (view.guard().mayList(whole)) {
        view.get(whole).ifPresent(value -> rules.addAll(AccessRules.read(whole, value)));
      }
      for (Key key : view.listKeys(SystemKeys.below(SystemKeys.ACCESS))) {
        view.get(key).ifPresent(value -> rules.addAll(AccessRules.read(key, value)));
      }
    }
    return rules;
  }

  /**
   * States rules, in place of those about the same subject, action and namespace; all in one
   * commit.
   *
   * @return the revision; empty if all were stated already
   */
  public OptionalLong state(List<AccessRule> rules, SessionOptions by) {
    try (StorageTransaction transaction = store.beginSystem(by)) {
      rules.forEach(rule -> check(transaction, rule));
      for (AccessRule rule : rules) {
        List<AccessRule> others = others(transaction, rule);
        others.add(rule);
        put(transaction, rule.namespace(), others);
      }
      return transaction.commit();
    }
  }

  /**
   * Takes rules back, whether they allow or deny; all in one commit.
   *
   * @return the revision; empty if none of them was stated
   */
  public OptionalLong takeBack(List<AccessRule> rules, SessionOptions by) {
    try (StorageTransaction transaction = store.beginSystem(by)) {
      rules.forEach(rule -> check(transaction, rule));
      for (AccessRule rule : rules) {
        put(transaction, rule.namespace(), others(transaction, rule));
      }
      return transaction.commit();
    }
  }

  /**
   * Whether somebody may do something on a key as of now, and by which rule.
   *
   * @param who a member, whether it has an identity or not, or everyone without a name
   * @throws StorageException {@code AccessDenied} if the caller is neither this member nor an
   *     administrator of the key
   */
  public Decision explain(Caller caller, Subject who, Action action, Key key) {
    try (StoreView view = store.view(caller);
        StoreView own = store.ownView()) {
      StorePolicy policy = store.policy();
      if (!(who instanceof Subject.Member(String id)
          && caller.principal().equals(Optional.of(id)))) {
        view.guard().checkAdministers(Optional.of(KeyPrefix.at(key)));
      }
      if (!policy.isSecured()) {
        return Decision.OPEN_STORE;
      }
      Optional<Identity> identity =
          switch (who) {
            case Subject.Member(String id) -> own.identity(id);
            case Subject.Holder _ ->
                throw new StorageException(
                    StorageError.INVALID_KEY, "explain takes member:ID or everyone, not a role");
            case Subject.Everyone _ -> Optional.empty();
          };
      return policy.access().rights(identity).decide(action, key);
    }
  }

  /** Before anything is looked up, so that a refusal tells nothing of what is there. */
  private static void check(StorageTransaction transaction, AccessRule rule) {
    transaction.guard().checkAdministers(rule.namespace());
  }

  private static List<AccessRule> others(StorageTransaction transaction, AccessRule rule) {
    Key key = AccessRules.key(rule.namespace());
    List<AccessRule> others = new ArrayList<>();
    transaction.get(key).ifPresent(value -> others.addAll(AccessRules.read(key, value)));
    others.removeIf(
        other -> other.subject().equals(rule.subject()) && other.action() == rule.action());
    return others;
  }

  private static void put(
      StorageTransaction transaction, Optional<KeyPrefix> namespace, List<AccessRule> rules) {
    Key key = AccessRules.key(namespace);
    Optional<Value> before = transaction.get(key);
    if (rules.isEmpty()) {
      transaction.delete(key);
    } else if (!before.equals(Optional.of(AccessRules.value(rules)))) {
      transaction.set(key, AccessRules.value(rules));
    }
  }

  /** The namespaces whose reads are recorded, that the caller may see. */
  public List<KeyPrefix> recordedReads(Caller caller) {
    try (StoreView view = store.view(caller)) {
      return ReadRecording.namespaces(view);
    }
  }

  /**
   * Has reads below a namespace recorded from now on, or no longer.
   *
   * @return the revision; empty if it is so already
   */
  public OptionalLong recordReads(KeyPrefix namespace, boolean recorded, SessionOptions by) {
    Key key = ReadRecording.key(namespace);
    try (StorageTransaction transaction = store.beginSystem(by)) {
      transaction.guard().checkAdministers(Optional.of(namespace));
      if (transaction.get(key).isPresent() == recorded) {
        return OptionalLong.empty();
      }
      if (recorded) {
        transaction.set(key, BooleanValue.TRUE);
      } else {
        transaction.delete(key);
      }
      return transaction.commit();
    }
  }
}
