package coop.covm.storage.tck;

import coop.covm.storage.Caller;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.RunStatement;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.Store;
import coop.covm.storage.access.AccessRule;
import coop.covm.storage.access.Action;
import coop.covm.storage.access.Role;
import coop.covm.storage.access.Subject;
import coop.covm.storage.identity.SigningKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A secured store, its administrator {@code root}, and members with keys. */
public final class Members {
  public static final String ADMIN = "root";

  private final Store store;
  private final Map<String, SigningKey> keys = new HashMap<>();

  private Members(Store store) {
    this.store = store;
  }

  /** Secures the store. */
  public static Members secure(Store store) {
    Members members = new Members(store);
    members.keys.put(ADMIN, SigningKey.generate());
    store.security().secure(members.as(ADMIN));
    return members;
  }

  /** Makes an identity with these roles. */
  public void add(String member, String... roles) {
    SigningKey key = SigningKey.generate();
    store.identities().create(member, key.verifyingKey(), as(ADMIN));
    keys.put(member, key);
    for (String role : roles) {
      store.identities().grantRole(member, Role.parse(role), as(ADMIN));
    }
  }

  /** Who comes with the member's key. */
  public Caller caller(String member) {
    return Caller.of(member, key(member));
  }

  public SigningKey key(String member) {
    return Optional.ofNullable(keys.get(member)).orElseThrow();
  }

  /** The member comes with this key from now on. */
  public void knowKey(String member, SigningKey key) {
    keys.put(member, key);
  }

  /** A run of the member. */
  public SessionOptions as(String member) {
    return options(caller(member));
  }

  /** A run of somebody. */
  public static SessionOptions options(Caller caller) {
    return new SessionOptions(caller, Optional.empty(), RunStatement.direct(UUID.randomUUID(), 0));
  }

  /** States that the subject may do these things at a namespace. */
  public void grant(String subject, String namespace, Action... actions) {
    state(subject, namespace, true, actions);
  }

  /** States that the subject may not. */
  public void deny(String subject, String namespace, Action... actions) {
    state(subject, namespace, false, actions);
  }

  private void state(String subject, String namespace, boolean allowed, Action... actions) {
    List<AccessRule> rules = new ArrayList<>();
    for (Action action : actions) {
      rules.add(rule(subject, action, namespace, allowed));
    }
    store.access().state(rules, as(ADMIN));
  }

  /** A rule; the namespace {@code /} is the whole store. */
  public static AccessRule rule(String subject, Action action, String namespace, boolean allowed) {
    Optional<KeyPrefix> place =
        namespace.equals("/") ? Optional.empty() : Optional.of(KeyPrefix.parse(namespace));
    return new AccessRule(Subject.parse(subject), action, place, allowed);
  }
}
