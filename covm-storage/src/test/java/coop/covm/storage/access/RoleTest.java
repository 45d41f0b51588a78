package coop.covm.storage.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.KeyPrefix;
import coop.covm.storage.StorageException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RoleTest {
  @Test
  void theLastColonEndsTheScope() {
    Role role = Role.parse("org/acme:treasurer");
    assertThat(role.scope()).contains(KeyPrefix.parse("org/acme"));
    assertThat(role.name()).isEqualTo("treasurer");
    assertThat(Role.parse("org/a:b:c"))
        .isEqualTo(new Role(Optional.of(KeyPrefix.parse("org/a:b")), "c"));
    assertThat(Role.parse("admin")).isEqualTo(Role.ADMIN);
  }

  @Test
  void theTextOfARoleIsReadBack() {
    for (String text : List.of("admin", "org/acme:clerk", "org/a:b:c", "member/a/b:friend")) {
      assertThat(Role.parse(text)).hasToString(text);
      assertThat(Role.parse(Role.parse(text).toString())).isEqualTo(Role.parse(text));
    }
  }

  @Test
  void noTextThatIsNotExactlyItIsTheAdministratorsRole() {
    for (String text :
        List.of("Admin", "ADMIN", "аdmin", "ａｄｍｉｎ", "admin.", "org:admin", "adm\u0131n")) {
      assertThat(Role.parse(text)).as(text).isNotEqualTo(Role.ADMIN);
    }
    for (String text :
        List.of(
            " admin",
            "admin ",
            ":admin",
            "admin:",
            "/admin",
            "admin/",
            "ad\u200bmin",
            "\u202eadmin",
            "ad\u0000min",
            "",
            ":",
            "./admin",
            "system:admin",
            "system/identity:admin",
            "admin:admin",
            "@x:admin",
            "org/acme/:a:",
            "org//acme:a",
            "org/../system:a",
            "org/acme:a/b",
            "org／acme:a",
            "org∕acme:a")) {
      assertThatThrownBy(() -> Role.parse(text)).as(text).isInstanceOf(StorageException.class);
    }
  }

  @Test
  void aNameHasNoColon() {
    assertThatThrownBy(() -> new Role(Optional.empty(), "org/acme:x"))
        .isInstanceOf(StorageException.class);
    assertThatThrownBy(() -> new Role(Optional.empty(), "a:b"))
        .isInstanceOf(StorageException.class)
        .hasMessage("the role 'a:b' is not valid: the name of a role has no colon");
  }

  @Test
  void aRoleIsWithinItsScopeAndWhatLiesAbove() {
    Role role = Role.parse("org/acme/shop:clerk");
    assertThat(role.isWithin(KeyPrefix.parse("org/acme/shop"))).isTrue();
    assertThat(role.isWithin(KeyPrefix.parse("org/acme"))).isTrue();
    assertThat(role.isWithin(KeyPrefix.parse("org"))).isTrue();
    assertThat(role.isWithin(KeyPrefix.parse("org/acme/shop/x"))).isFalse();
    assertThat(role.isWithin(KeyPrefix.parse("org/acm"))).isFalse();
    assertThat(role.isWithin(KeyPrefix.parse("org/acme/sho"))).isFalse();
    assertThat(Role.ADMIN.isWithin(KeyPrefix.parse("org"))).isFalse();
  }

  @Test
  void sameTextsAreNormalisedToTheSameRole() {
    assertThat(Role.parse("org/cafe\u0301:e\u0301lu")).isEqualTo(Role.parse("org/café:élu"));
  }
}
