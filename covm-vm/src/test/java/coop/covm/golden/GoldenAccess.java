package coop.covm.golden;

import coop.covm.storage.KeyPrefix;
import coop.covm.storage.access.AccessRule;
import coop.covm.storage.access.Action;
import coop.covm.storage.access.Role;
import coop.covm.storage.access.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is known to the store on which a golden program runs, and what they may do there.
 *
 * @param secured whether the store is a secured one
 * @param members the roles of each member
 */
record GoldenAccess(boolean secured, Map<String, List<Role>> members, List<AccessRule> rules) {
  static final GoldenAccess NONE = new GoldenAccess(false, Map.of(), List.of());

  GoldenAccess {
    members = Map.copyOf(members);
    rules = List.copyOf(rules);
  }

  boolean isAny() {
    return !equals(NONE);
  }

  GoldenAccess withSecured() {
    return new GoldenAccess(true, members, rules);
  }

  /**
   * @param text a member and its roles, such as {@code ana org/acme:treasurer}
   */
  GoldenAccess withMember(String text) {
    List<String> words = Arrays.asList(text.split(" "));
    Map<String, List<Role>> more = new LinkedHashMap<>(members);
    more.put(words.getFirst(), words.stream().skip(1).map(Role::parse).toList());
    return new GoldenAccess(secured, more, rules);
  }

  /**
   * @param text subject, namespace and actions, such as {@code member:ana org/acme read write}
   */
  GoldenAccess withRules(String text, boolean allowed) {
    List<String> words = Arrays.asList(text.split(" "));
    Subject subject = Subject.parse(words.get(0));
    KeyPrefix namespace = KeyPrefix.parse(words.get(1));
    List<AccessRule> more = new ArrayList<>(rules);
    for (String action : words.subList(2, words.size())) {
      more.add(
          new AccessRule(
              subject, Action.parse(action).orElseThrow(), Optional.of(namespace), allowed));
    }
    return new GoldenAccess(secured, members, more);
  }
}
