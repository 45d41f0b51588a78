package coop.covm.storage.access;

import coop.covm.storage.KeyPrefix;
import coop.covm.storage.identity.Identity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rules of a secured store: those that were granted, and three that are always there. Role
 * {@code admin} may do everything at the whole store. A member may do everything at {@code
 * member/ID}. What lies under {@code system/} only role {@code admin} sees, but for a member's own
 * identity. Who has no identity changes nothing, whatever everyone may: nobody signs for it.
 * Immutable; safe for use by any number of threads.
 */
public final class AccessPolicy {
  private static final Optional<KeyPrefix> SYSTEM = Optional.of(KeyPrefix.parse("system"));

  private final List<AccessRule> granted;
  private final Map<Optional<Identity>, Rights> rights = new ConcurrentHashMap<>();

  /**
   * @param granted none of them at {@code system/}
   */
  public AccessPolicy(List<AccessRule> granted) {
    this.granted = List.copyOf(granted);
  }

  /** What the rules come to for somebody; empty for one without an identity. */
  public Rights rights(Optional<Identity> identity) {
    return rights.computeIfAbsent(identity, who -> Rights.of(rules(who)));
  }

  private List<AccessRule> rules(Optional<Identity> identity) {
    List<AccessRule> rules = new ArrayList<>();
    add(rules, new Subject.Everyone(), SYSTEM, false, EnumSet.allOf(Action.class));
    identity.ifPresent(who -> addBuiltIn(rules, who));
    for (AccessRule rule : granted) {
      boolean signed = identity.isPresent() || !rule.action().changes();
      if (signed && isAbout(rule.subject(), identity)) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private static void addBuiltIn(List<AccessRule> rules, Identity identity) {
    Subject self = new Subject.Member(identity.id());
    Set<Action> all = EnumSet.allOf(Action.class);
    add(rules, self, Optional.of(KeyPrefix.parse("member/" + identity.id())), true, all);
    Optional<KeyPrefix> own = Optional.of(KeyPrefix.parse("system/identity/" + identity.id()));
    add(rules, self, own, true, EnumSet.of(Action.READ, Action.LIST));
    if (identity.roles().contains(Role.ADMIN)) {
      Subject admins = new Subject.Holder(Role.ADMIN);
      add(rules, admins, Optional.empty(), true, all);
      add(rules, admins, SYSTEM, true, all);
    }
  }

  private static void add(
      List<AccessRule> rules,
      Subject subject,
      Optional<KeyPrefix> namespace,
      boolean allowed,
      Set<Action> actions) {
    actions.forEach(action -> rules.add(new AccessRule(subject, action, namespace, allowed)));
  }

  private static boolean isAbout(Subject subject, Optional<Identity> identity) {
    return switch (subject) {
      case Subject.Everyone() -> true;
      case Subject.Member(String id) -> identity.map(who -> who.id().equals(id)).orElse(false);
      case Subject.Holder(Role role) ->
          identity.map(who -> who.roles().contains(role)).orElse(false);
    };
  }
}
