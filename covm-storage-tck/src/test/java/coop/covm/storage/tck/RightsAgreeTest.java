package coop.covm.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.access.AccessPolicy;
import coop.covm.storage.access.Action;
import coop.covm.storage.access.Rights;
import coop.covm.storage.access.Role;
import coop.covm.storage.identity.Identity;
import coop.covm.storage.identity.SigningKey;
import coop.covm.storage.identity.VerifyingKey;
import coop.covm.storage.tck.RuleOracle.Rule;
import coop.covm.storage.tck.RuleOracle.Who;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a policy decides is what its documentation says, for rules of every kind. */
final class RightsAgreeTest {
  private static final int RULE_SETS = 300;
  private static final VerifyingKey KEY = SigningKey.generate().verifyingKey();

  private static final List<Who> PEOPLE =
      List.of(
          Who.NOBODY,
          Who.member("plain"),
          Who.member("clerk", "org/x:clerk"),
          Who.member("deep", "org/x/deep:clerk"),
          Who.member("torn", "org/x:clerk", "org/x:banned", "auditor"),
          Who.member("root", "admin"));

  private static final Set<String> PLACES = places();

  @Test
  void aPolicyDecidesAsItsRulesSay() {
    long seed = System.nanoTime();
    System.out.println("RightsAgreeTest: seed " + seed);
    Random choice = new Random(seed);
    RandomRules random = new RandomRules(choice);
    int allowed = 0;
    int denied = 0;
    for (int i = 0; i < RULE_SETS; i++) {
      List<Rule> rules = random.rules(60);
      RuleOracle oracle = new RuleOracle(rules);
      AccessPolicy policy = new AccessPolicy(rules.stream().map(RandomRules::stated).toList());
      List<String> places = new ArrayList<>(PLACES);
      Collections.shuffle(places, choice);
      for (Who who : PEOPLE) {
        Rights rights = policy.rights(identity(who));
        for (String action : RuleOracle.ACTIONS) {
          for (String place : places.subList(0, 20)) {
            boolean expected = oracle.allows(who, action, place);
            if (decides(rights, action, place) != expected) {
              fail("seed %d: %s %s %s by %s".formatted(seed, who, action, place, rules));
            }
            allowed += expected ? 1 : 0;
            denied += expected ? 0 : 1;
          }
        }
      }
    }
    assertThat(allowed).isGreaterThan(denied / 20);
    assertThat(denied).isGreaterThan(allowed / 20);
  }

  @Test
  void everywhereMeansAtEveryNamespaceOfTheRules() {
    long seed = System.nanoTime();
    System.out.println("RightsAgreeTest: seed " + seed);
    RandomRules random = new RandomRules(new Random(seed));
    int everywhere = 0;
    for (int i = 0; i < RULE_SETS; i++) {
      List<Rule> rules = random.rules(6);
      RuleOracle oracle = new RuleOracle(rules);
      AccessPolicy policy = new AccessPolicy(rules.stream().map(RandomRules::stated).toList());
      for (Who who : PEOPLE) {
        for (String action : RuleOracle.ACTIONS) {
          boolean expected =
              PLACES.stream()
                  .filter(place -> !RuleOracle.lies(place, "system"))
                  .allMatch(place -> oracle.allows(who, action, place));
          assertThat(policy.rights(identity(who)).allowsEverywhere(action(action)))
              .as("seed %d: %s %s everywhere by %s", seed, who, action, rules)
              .isEqualTo(expected);
          everywhere += expected ? 1 : 0;
        }
      }
    }
    assertThat(everywhere).isPositive();
  }

  /** Namespaces of rules, keys of their names and below, and neighbours of each. */
  private static Set<String> places() {
    Set<String> places = new LinkedHashSet<>();
    for (String namespace : RandomRules.NAMESPACES) {
      places.add(namespace);
      if (!namespace.isEmpty()) {
        places.addAll(
            List.of(namespace + "/a", namespace + "/zz/z", namespace + "-", namespace + "0"));
      }
    }
    places.removeIf(place -> !place.isEmpty() && !place.matches("(org|member|vote)(/.*)?"));
    places.addAll(List.of("system", "system/store", "system/access/org/x"));
    PEOPLE.forEach(who -> who.member().ifPresent(id -> places.add("system/identity/" + id)));
    PEOPLE.forEach(who -> who.member().ifPresent(id -> places.add("member/" + id + "/x")));
    return places;
  }

  private static boolean decides(Rights rights, String action, String place) {
    Optional<KeyPrefix> namespace =
        place.isEmpty() ? Optional.empty() : Optional.of(KeyPrefix.parse(place));
    boolean below = rights.decide(action(action), namespace).allowed();
    if (place.indexOf('/') > 0 && rights.allows(action(action), Key.parse(place)) != below) {
      fail("the key %s is not decided as what lies below it".formatted(place));
    }
    return below;
  }

  private static Action action(String label) {
    return Action.parse(label).orElseThrow();
  }

  private static Optional<Identity> identity(Who who) {
    List<Role> roles = new ArrayList<>();
    who.roles().forEach(role -> roles.add(Role.parse(role)));
    return who.member().map(id -> new Identity(id, KEY, new LinkedHashSet<>(roles), true));
  }
}
