package coop.covm.storage.access;

import static coop.covm.storage.access.Action.LIST;
import static coop.covm.storage.access.Action.READ;
import static coop.covm.storage.access.Action.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RightsTest {
  private static final Subject EVERYONE = new Subject.Everyone();
  private static final Subject CLERK = new Subject.Holder(Role.parse("org/acme:clerk"));
  private static final Subject BANNED = new Subject.Holder(Role.parse("banned"));
  private static final Subject ALICE = new Subject.Member("alice");

  @Test
  void withoutRulesEverythingIsDenied() {
    Rights rights = Rights.of(List.of());
    assertThat(rights.decide(READ, Key.parse("org/acme"))).isEqualTo(Decision.NO_RULE);
    assertThat(rights.decide(READ, Optional.empty()).reason()).isEqualTo("no rule allows it");
    assertThat(rights.allowsEverywhere(READ)).isFalse();
  }

  @Test
  void aRuleCountsForTheKeyOfItsNameAndAllBelowAndNothingBeside() {
    Rights rights = Rights.of(List.of(may(EVERYONE, READ, "org/acme")));
    for (String key : List.of("org/acme", "org/acme/a", "org/acme/a/b/c", "org/acme/-")) {
      assertThat(rights.allows(READ, Key.parse(key))).as(key).isTrue();
    }
    for (String key :
        List.of(
            "org/acm",
            "org/acmes",
            "org/acme-b",
            "org/acme.c",
            "org/acme+d/x",
            "org/acme:e",
            "org/Acme",
            "org/acme0/a",
            "org/b/acme",
            "member/acme",
            "vote/org/acme")) {
      assertThat(rights.allows(READ, Key.parse(key))).as(key).isFalse();
    }
    assertThat(rights.allows(WRITE, Key.parse("org/acme"))).isFalse();
    assertThat(rights.decide(READ, Optional.of(KeyPrefix.parse("org"))).allowed()).isFalse();
  }

  /** In the order of texts {@code -}, {@code .} and {@code +} stand before the border, a /. */
  @Test
  void neighboursThatSortBetweenANamespaceAndWhatLiesBelowAreClimbedOver() {
    List<AccessRule> rules = new ArrayList<>();
    rules.add(may(EVERYONE, READ, "org/a"));
    for (String neighbour :
        List.of("org/a+", "org/a+/b", "org/a-", "org/a-/b", "org/a.", "org/a./b", "org/a.b/c")) {
      rules.add(mayNot(EVERYONE, READ, neighbour));
    }
    rules.add(mayNot(EVERYONE, READ, "org/a/b"));
    rules.add(may(EVERYONE, READ, "org/a/b/c"));
    rules.add(mayNot(EVERYONE, READ, "org/a/b-"));
    rules.add(mayNot(EVERYONE, READ, "org/a/b.c/d"));
    long seed = System.nanoTime();
    Collections.shuffle(rules, new Random(seed));
    Rights rights = Rights.of(rules);
    for (String key :
        List.of(
            "org/a",
            "org/a/a",
            "org/a/z",
            "org/a/zz/z",
            "org/a/0",
            "org/a/b/c",
            "org/a/b/c/d",
            "org/a/b.c",
            "org/a/b+",
            "org/a/bb")) {
      assertThat(rights.allows(READ, Key.parse(key))).as("%s, seed %d", key, seed).isTrue();
    }
    for (String key :
        List.of(
            "org/a-",
            "org/a-/b",
            "org/a-/zz",
            "org/a.",
            "org/a+/b/x",
            "org/a.b",
            "org/a.b/c/d",
            "org/a/b",
            "org/a/b/a",
            "org/a/b/cc",
            "org/a/b-/x",
            "org/a/b.c/d",
            "org/b",
            "org/0")) {
      assertThat(rights.allows(READ, Key.parse(key))).as("%s, seed %d", key, seed).isFalse();
    }
  }

  @Test
  void lettersOfAllPlanesAreFoundAmongTheirNeighbours() {
    // U+FF41 sorts behind U+1D41A by UTF-16 units and before it by code points
    List<String> names = List.of("a", "é", "я", "ａ", "𝐚", "zz");
    List<AccessRule> rules = new ArrayList<>();
    names.forEach(name -> rules.add(may(EVERYONE, READ, "org/" + name + "/in")));
    Rights rights = Rights.of(rules);
    for (String name : names) {
      assertThat(rights.allows(READ, Key.parse("org/" + name + "/in/x"))).as(name).isTrue();
      assertThat(rights.allows(READ, Key.parse("org/" + name))).as(name).isFalse();
    }
  }

  @Test
  void theLongestNamespaceWinsWhoeverItIsAbout() {
    Rights rights =
        Rights.of(List.of(mayNot(ALICE, READ, "org/acme"), may(EVERYONE, READ, "org/acme/open")));
    assertThat(rights.allows(READ, Key.parse("org/acme/open/x"))).isTrue();
    assertThat(rights.allows(READ, Key.parse("org/acme/x"))).isFalse();
  }

  @Test
  void atOneNamespaceTheMemberCountsBeforeItsRolesAndThoseBeforeEveryone() {
    assertThat(decided(may(EVERYONE, READ, "org"), mayNot(CLERK, READ, "org"))).isFalse();
    assertThat(decided(mayNot(EVERYONE, READ, "org"), may(CLERK, READ, "org"))).isTrue();
    assertThat(decided(mayNot(CLERK, READ, "org"), may(ALICE, READ, "org"))).isTrue();
    assertThat(decided(may(CLERK, READ, "org"), mayNot(ALICE, READ, "org"))).isFalse();
  }

  @Test
  void amongRolesADenialWins() {
    assertThat(decided(may(CLERK, READ, "org"), mayNot(BANNED, READ, "org"))).isFalse();
    assertThat(decided(mayNot(BANNED, READ, "org"), may(CLERK, READ, "org"))).isFalse();
    assertThat(decided(may(BANNED, READ, "org"), may(CLERK, READ, "org"))).isTrue();
  }

  @Test
  void eachActionIsDecidedAloneAndInheritedAlone() {
    Rights rights =
        Rights.of(
            List.of(
                may(EVERYONE, READ, "org"),
                may(EVERYONE, LIST, "org"),
                mayNot(EVERYONE, LIST, "org/a")));
    assertThat(rights.allows(READ, Key.parse("org/a/x"))).isTrue();
    assertThat(rights.allows(LIST, Key.parse("org/a/x"))).isFalse();
    assertThat(rights.allows(LIST, Key.parse("org/b/x"))).isTrue();
  }

  @Test
  void theDecisionNamesTheRuleThatDecided() {
    Rights rights = Rights.of(List.of(may(CLERK, READ, "org"), mayNot(EVERYONE, READ, "org/a")));
    assertThat(rights.decide(READ, Key.parse("org/b/x")).reason())
        .isEqualTo("role:org/acme:clerk may read at org");
    assertThat(rights.decide(READ, Key.parse("org/a/x")).reason())
        .isEqualTo("everyone may not read at org/a");
    AccessRule whole = new AccessRule(EVERYONE, READ, Optional.empty(), true);
    assertThat(Rights.of(List.of(whole)).decide(READ, Optional.empty()).reason())
        .isEqualTo("everyone may read at /");
  }

  @Test
  void everywhereIsWithoutAnyDenialOutsideTheSystem() {
    AccessRule whole = new AccessRule(EVERYONE, READ, Optional.empty(), true);
    assertThat(Rights.of(List.of(whole)).allowsEverywhere(READ)).isTrue();
    assertThat(Rights.of(List.of(whole)).allowsEverywhere(LIST)).isFalse();
    assertThat(Rights.of(List.of(whole, mayNot(EVERYONE, READ, "org/a/b"))).allowsEverywhere(READ))
        .isFalse();
    assertThat(Rights.of(List.of(whole, mayNot(EVERYONE, READ, "system"))).allowsEverywhere(READ))
        .isTrue();
  }

  private static boolean decided(AccessRule... rules) {
    return Rights.of(List.of(rules)).allows(READ, Key.parse("org/acme/x"));
  }

  private static AccessRule may(Subject subject, Action action, String namespace) {
    return new AccessRule(subject, action, Optional.of(KeyPrefix.parse(namespace)), true);
  }

  private static AccessRule mayNot(Subject subject, Action action, String namespace) {
    return new AccessRule(subject, action, Optional.of(KeyPrefix.parse(namespace)), false);
  }
}
