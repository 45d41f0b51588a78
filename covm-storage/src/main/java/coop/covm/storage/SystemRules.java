package coop.covm.storage;

import coop.covm.storage.access.Action;
import coop.covm.storage.access.Decision;
import coop.covm.storage.access.Rights;
import coop.covm.storage.access.Role;
import coop.covm.storage.identity.Identity;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.SaltedValue;
import coop.covm.value.Value;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who may change what in a secured store, of the keys under {@code system/} too: role {@code admin}
 * everything; who may {@code admin} a namespace its rules, history, recorded reads, encryption and
 * erasures, its roles, and the quotas below it; everybody the own key and how far the own imports
 * have come. The one place that says so, for each commit when it is made and again when it is
 * verified.
 */
final class SystemRules {
  private final Rights rights;
  private final Identity actor;
  private final PolicySource before;

  /**
   * @param actor whose rights they are
   * @param before not guarded: the store as it is before the commit
   */
  SystemRules(Rights rights, Identity actor, PolicySource before) {
    this.rights = rights;
    this.actor = actor;
    this.before = before;
  }

  /** Whether the store itself may make the change, on nobody's behalf: its notes. */
  static boolean isOwn(Change change) {
    return change.key().equals(AuditNotes.DENIED) || change.key().equals(AuditNotes.READS);
  }

  /** Why the change is refused; empty if it is allowed. */
  Optional<Denied> refusal(Change change) {
    Key key = change.key();
    if (!key.isSystem()) {
      Action action = change instanceof Change.Delete ? Action.DELETE : Action.WRITE;
      return refusal(action, key.toString(), rights.decide(action, key));
    }
    if (isOwn(change)) {
      return Optional.of(
          new Denied(Action.WRITE.label(), key.toString(), "the store alone writes its notes"));
    }
    return actor.roles().contains(Role.ADMIN) ? Optional.empty() : refusalOfSystem(change);
  }

  /** What somebody may not do. */
  record Denied(String action, String place, String rule) {}

  private Optional<Denied> refusalOfSystem(Change change) {
    Key key = change.key();
    return switch (SystemKeys.area(key)) {
      case SystemKeys.ERASED -> refusalOfErasure(change);
      case SystemKeys.ACCESS, SystemKeys.HISTORY, SystemKeys.READS, SystemKeys.ENCRYPTION ->
          refusal(Action.ADMIN, key.toString(), rights.decide(Action.ADMIN, namespace(key)));
      case SystemKeys.QUOTA ->
          refusal(
              Action.ADMIN,
              key.toString(),
              rights.decide(Action.ADMIN, namespace(key).flatMap(KeyPrefix::parent)));
      case SystemKeys.IMPORT ->
          StoreImports.isMarkOf(key, actor.id()) ? Optional.empty() : onlyAdmins(key);
      case SystemKeys.IDENTITY -> refusalOfIdentity(key, change.made().map(SaltedValue::value));
      default -> onlyAdmins(key);
    };
  }

  /** What the key says something of; empty if of the whole store. */
  private static Optional<KeyPrefix> namespace(Key key) {
    return SystemKeys.rest(key).map(KeyPrefix::parse);
  }

  private Optional<Denied> refusalOfErasure(Change change) {
    Optional<Key> erased = change.made().map(SaltedValue::value).flatMap(StoreErasure::erased);
    return erased.isEmpty() || !StoreErasure.record(erased.get()).equals(change.key())
        ? onlyAdmins(change.key())
        : refusal(Action.ADMIN, erased.get().toString(), rights.decide(Action.ADMIN, erased.get()));
  }

  private Optional<Denied> refusalOfIdentity(Key key, Optional<Value> made) {
    Optional<Identity> old = before.get(key).map(value -> Identities.read(key, value));
    if (old.isEmpty() || made.isEmpty()) {
      return onlyAdmins(key);
    }
    Identity was = old.get();
    Identity is = Identities.read(key, made.get());
    if (was.active() != is.active()) {
      return onlyAdmins(key);
    }
    boolean self = was.id().equals(actor.id());
    if (!was.key().equals(is.key()) && !self) {
      return onlyAdmins(key);
    }
    Set<Role> changed = new HashSet<>(was.roles());
    changed.addAll(is.roles());
    changed.removeIf(role -> was.roles().contains(role) && is.roles().contains(role));
    for (Role role : changed) {
      Decision decision = rights.decide(Action.ADMIN, role.scope());
      if (role.scope().isEmpty() || !decision.allowed()) {
        return Optional.of(new Denied(Action.ADMIN.label(), "the role " + role, decision.reason()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Denied> onlyAdmins(Key key) {
    return Optional.of(
        new Denied(Action.ADMIN.label(), key.toString(), "only role:admin may change this"));
  }

  private static Optional<Denied> refusal(Action action, String place, Decision decision) {
    return decision.allowed()
        ? Optional.empty()
        : Optional.of(new Denied(action.label(), place, decision.reason()));
  }
}
