package coop.covm.storage.tck;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says what rules of access come to, sentence by sentence as they are documented, with plain texts
 * and lists and none of the code that it is compared with.
 */
final class RuleOracle {
  static final List<String> ACTIONS = List.of("read", "write", "delete", "list", "admin");

  private static final List<String> CHANGES = List.of("write", "delete", "admin");

  private final List<Rule> stated;

  RuleOracle(List<Rule> stated) {
    this.stated = List.copyOf(stated);
  }

  /**
   * A rule as it is typed.
   *
   * @param namespace empty for the whole store
   */
  record Rule(String subject, String action, String namespace, boolean allowed) {}

  /** Somebody with an active identity, or nobody. */
  record Who(Optional<String> member, Set<String> roles) {
    static final Who NOBODY = new Who(Optional.empty(), Set.of());

    static Who member(String name, String... roles) {
      return new Who(Optional.of(name), Set.of(roles));
    }

    boolean isAdmin() {
      return roles.contains("admin");
    }
  }

  /** Whether somebody may do something to the key, or at the namespace, of this text. */
  boolean allows(Who who, String action, String place) {
    // Who has no identity changes nothing.
    if (who.member().isEmpty() && CHANGES.contains(action)) {
      return false;
    }
    List<Rule> about = new ArrayList<>();
    for (Rule rule : withBuiltIn(who)) {
      boolean here = lies(place, rule.namespace()) && rule.action().equals(action);
      if (here && weight(rule, who) > 0) {
        about.add(rule);
      }
    }
    // The longest namespace wins; there the member before roles before everyone; then a denial.
    Comparator<Rule> order =
        Comparator.comparingInt((Rule rule) -> segments(rule.namespace()).size())
            .thenComparingInt(rule -> weight(rule, who))
            .thenComparingInt(rule -> rule.allowed() ? 0 : 1);
    // What no rule allows is denied.
    return about.stream().max(order).map(Rule::allowed).orElse(false);
  }

  /** Whether somebody administers what is said of a namespace; role admin does everywhere. */
  boolean administers(Who who, String namespace) {
    return who.isAdmin() || allows(who, "admin", namespace);
  }

  private List<Rule> withBuiltIn(Who who) {
    List<Rule> rules = new ArrayList<>(stated);
    for (String action : ACTIONS) {
      // Role admin may do everything at the whole store.
      rules.add(new Rule("role:admin", action, "", true));
      // What lies under system/ only role admin sees, ...
      rules.add(new Rule("everyone", action, "system", false));
      rules.add(new Rule("role:admin", action, "system", true));
      // A member may do everything at member/ID.
      who.member()
          .ifPresent(id -> rules.add(new Rule("member:" + id, action, "member/" + id, true)));
    }
    // ... but for a member's own identity.
    for (String action : List.of("read", "list")) {
      who.member()
          .ifPresent(
              id -> rules.add(new Rule("member:" + id, action, "system/identity/" + id, true)));
    }
    return rules;
  }

  /** 0 if the rule is not about somebody. */
  private static int weight(Rule rule, Who who) {
    if (rule.subject().equals("everyone")) {
      return 1;
    }
    if (who.roles().stream().anyMatch(role -> rule.subject().equals("role:" + role))) {
      return 2;
    }
    return who.member().isPresent() && rule.subject().equals("member:" + who.member().get())
        ? 3
        : 0;
  }

  /** Whether a place is a namespace or lies below it. */
  static boolean lies(String place, String namespace) {
    List<String> outer = segments(namespace);
    List<String> inner = segments(place);
    return inner.size() >= outer.size() && inner.subList(0, outer.size()).equals(outer);
  }

  private static List<String> segments(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("/", -1));
  }
}
