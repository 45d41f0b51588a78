package coop.covm.storage.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.StorageException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SubjectTest {
  @Test
  void theTextOfASubjectIsReadBack() {
    for (String text :
        List.of(
            "everyone",
            "member:alice",
            "member:everyone",
            "member:a:b",
            "member:role:admin",
            "role:admin",
            "role:org/acme:clerk",
            "role:everyone",
            "role:member")) {
      assertThat(Subject.parse(text)).hasToString(text);
    }
    assertThat(Subject.parse("member:everyone")).isEqualTo(new Subject.Member("everyone"));
    assertThat(Subject.parse("role:admin")).isEqualTo(new Subject.Holder(Role.ADMIN));
    assertThat(Subject.parse("member:role:admin")).isEqualTo(new Subject.Member("role:admin"));
  }

  @Test
  void whatNamesNobodyIsRefused() {
    for (String text :
        List.of(
            "",
            "Everyone",
            "everyone ",
            " everyone",
            "EVERYONE",
            "alice",
            "member",
            "member:",
            "Member:alice",
            "member:a/b",
            "member:../x",
            "member:.",
            "member: alice",
            "role",
            "role:",
            "role:system/x:y",
            "group:x",
            "member：alice",
            "member:al\u200bice",
            "member:\u0301a",
            "member:a\nb",
            "member:" + "x".repeat(129))) {
      assertThatThrownBy(() -> Subject.parse(text)).as(text).isInstanceOf(StorageException.class);
    }
  }

  @Test
  void aMemberIsTheSameInBothFormsOfItsName() {
    assertThat(Subject.parse("member:jose\u0301")).isEqualTo(Subject.parse("member:josé"));
    assertThat(Subject.parse("member:Jose")).isNotEqualTo(Subject.parse("member:jose"));
  }

  @Test
  void aMemberWeighsMoreThanARoleAndThatMoreThanEveryone() {
    int member = Subject.parse("member:a").weight();
    int role = Subject.parse("role:a").weight();
    assertThat(member).isGreaterThan(role);
    assertThat(role).isGreaterThan(Subject.parse("everyone").weight());
  }
}
