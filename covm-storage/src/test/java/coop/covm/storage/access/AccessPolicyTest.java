package coop.covm.storage.access;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.identity.Identity;
import coop.covm.storage.identity.SigningKey;
import coop.covm.storage.identity.VerifyingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules that are always there. */
final class AccessPolicyTest {
  private static final VerifyingKey KEY = SigningKey.generate().verifyingKey();
  private static final AccessPolicy POLICY = new AccessPolicy(List.of());

  @Test
  void roleAdminMayDoEverythingEverywhere() {
    Rights rights = POLICY.rights(Optional.of(identity("root", Role.ADMIN)));
    for (Action action : Action.values()) {
      assertThat(rights.allowsEverywhere(action)).isTrue();
      for (String key : List.of("org/x", "member/other/x", "system/store", "system/identity/a")) {
        assertThat(rights.allows(action, Key.parse(key))).as("%s %s", action, key).isTrue();
      }
    }
  }

  @Test
  void anAdminOfAnOrganisationIsNoAdministrator() {
    Rights rights = POLICY.rights(Optional.of(identity("a", Role.parse("org/acme:admin"))));
    for (Action action : Action.values()) {
      assertThat(rights.allows(action, Key.parse("org/acme/x"))).isFalse();
      assertThat(rights.allows(action, Key.parse("system/store"))).isFalse();
    }
  }

  @Test
  void aMemberOwnsItsNamespaceAndSeesItsIdentity() {
    Rights rights = POLICY.rights(Optional.of(identity("alice")));
    for (Action action : Action.values()) {
      assertThat(rights.allows(action, Key.parse("member/alice"))).isTrue();
      assertThat(rights.allows(action, Key.parse("member/alice/x/y"))).isTrue();
      assertThat(rights.allows(action, Key.parse("member/alicea"))).isFalse();
      assertThat(rights.allows(action, Key.parse("member/alice-b/x"))).isFalse();
      assertThat(rights.allows(action, Key.parse("system/identity/alice")))
          .isEqualTo(action == Action.READ || action == Action.LIST);
      assertThat(rights.allows(action, Key.parse("system/identity/alicea"))).isFalse();
      assertThat(rights.allows(action, Key.parse("system/identity"))).isFalse();
    }
  }

  @Test
  void whatEveryoneMayAtTheWholeStoreIsNotForTheSystem() {
    List<AccessRule> rules = new ArrayList<>();
    for (Action action : Action.values()) {
      rules.add(new AccessRule(new Subject.Everyone(), action, Optional.empty(), true));
      rules.add(new AccessRule(new Subject.Member("alice"), action, Optional.empty(), true));
    }
    Rights rights = new AccessPolicy(rules).rights(Optional.of(identity("alice")));
    for (Action action : Action.values()) {
      assertThat(rights.allows(action, Key.parse("org/x/y"))).isTrue();
      assertThat(rights.allows(action, Key.parse("system/store"))).isFalse();
      assertThat(rights.allows(action, Key.parse("system/identity/bob"))).isFalse();
    }
  }

  @Test
  void whoHasNoIdentityReadsAndListsWhatEveryoneMayAndChangesNothing() {
    Optional<KeyPrefix> open = Optional.of(KeyPrefix.parse("org/open"));
    List<AccessRule> rules = new ArrayList<>();
    for (Action action : Action.values()) {
      rules.add(new AccessRule(new Subject.Everyone(), action, open, true));
    }
    AccessPolicy policy = new AccessPolicy(rules);
    for (Action action : Action.values()) {
      Key key = Key.parse("org/open/x");
      assertThat(policy.rights(Optional.empty()).allows(action, key))
          .isEqualTo(action == Action.READ || action == Action.LIST);
      assertThat(policy.rights(Optional.of(identity("alice"))).allows(action, key)).isTrue();
    }
  }

  private static Identity identity(String id, Role... roles) {
    return new Identity(id, KEY, Set.of(roles), true);
  }
}
