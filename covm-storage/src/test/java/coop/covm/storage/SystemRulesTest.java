package coop.covm.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.access.AccessRule;
import coop.covm.storage.access.Action;
import coop.covm.storage.access.Role;
import coop.covm.storage.access.Subject;
import coop.covm.storage.identity.Identity;
import coop.covm.storage.identity.SigningKey;
import coop.covm.value.BooleanValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is refused at the commit itself, whatever command let it through before. */
final class SystemRulesTest {
  private static final Value ANY = BooleanValue.TRUE;

  private final Store store = Store.open("memory:", OpenMode.CREATE);
  private final Map<String, SigningKey> keys = new HashMap<>();

  @BeforeEach
  void secure() {
    for (String member : List.of("root", "chair", "plain")) {
      keys.put(member, SigningKey.generate());
    }
    store.security().secure(as("root"));
    for (String member : List.of("chair", "plain")) {
      store.identities().create(member, keyOf(member).verifyingKey(), as("root"));
    }
    store
        .access()
        .state(
            List.of(
                new AccessRule(
                    new Subject.Member("chair"),
                    Action.ADMIN,
                    Optional.of(KeyPrefix.parse("org/acme")),
                    true)),
            as("root"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatIsSaidOfANamespaceIsChangedByItsAdministrators() {
    for (String area : List.of("access", "history", "reads")) {
      String system = "system/" + area;
      assertCommits("chair", system + "/org/acme/x", system + "/org/acme/x/y");
      assertRefused("chair", system + "/org", system + "/org/acmes", system + "/member/chair2");
      assertRefused("plain", system + "/org/acme", system + "/org/acme/x");
      assertCommits("plain", system + "/member/plain", system + "/member/plain/x");
      assertCommits("root", system + "/org", system + "/vote");
    }
    assertRefused("chair", "system/access", "system/history");
    assertCommits("root", "system/history");
  }

  @Test
  void aQuotaIsChangedFromAbove() {
    assertRefused("chair", "system/quota/org/acme", "system/quota/org", "system/quota/vote");
    assertRefused("plain", "system/quota/member/plain");
    changes("chair", transaction -> transaction.set(key("system/quota/org/acme/x"), quota()));
    changes("plain", transaction -> transaction.set(key("system/quota/member/plain/x"), quota()));
    changes("root", transaction -> transaction.set(key("system/quota/org"), quota()));
  }

  @Test
  void whatIsOfTheStoreIsItsAdministratorsAlone() {
    for (String member : List.of("chair", "plain")) {
      assertRefused(
          member,
          "system/store",
          "system/compaction",
          "system/other",
          "system/other/org/acme",
          "system/audit/denied",
          "system/audit/reads",
          "system/audit/more");
    }
    assertCommits("root", "system/compaction", "system/other");
  }

  @Test
  void howFarAnImportHasComeItsImporterAloneSays() {
    assertCommits("plain", "system/import/abc/plain", "system/import/plain/plain");
    assertRefused(
        "plain",
        "system/import",
        "system/import/plain",
        "system/import/abc",
        "system/import/abc/chair",
        "system/import/abc/explain",
        "system/import/abc/d/plain",
        "system/import/plain/chair");
    assertCommits("root", "system/import/abc/plain");
  }

  @Test
  void theNotesOfTheStoreAreNobodys() {
    assertRefused("root", "system/audit/denied", "system/audit/reads");
    assertThatThrownBy(() -> changes("root", transaction -> transaction.delete(AuditNotes.DENIED)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("the store alone writes its notes");
  }

  @Test
  void anIdentityIsMadeEndedAndRemovedByAdministrators() {
    Identity fresh = identity("fresh", keyOf("plain"), true);
    for (String member : List.of("chair", "plain")) {
      assertRefusedIdentity(member, fresh);
      assertRefusedIdentity(member, identity(member, keyOf(member), false));
      assertThatThrownBy(
              () -> changes(member, transaction -> transaction.delete(Identities.key(member))))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("only role:admin may change this");
    }
    changesIdentity("root", fresh);
    changesIdentity("root", identity("fresh", keyOf("plain"), false));
    for (String member : List.of("chair", "plain")) {
      assertRefusedIdentity(member, identity("fresh", keyOf("plain"), true));
    }
  }

  @Test
  void aKeyIsChangedByOneself() {
    SigningKey other = SigningKey.generate();
    assertRefusedIdentity("chair", identity("plain", other, true));
    assertRefusedIdentity("plain", identity("chair", other, true));
    assertRefusedIdentity("plain", identity("root", other, true, "admin"));
    changesIdentity("plain", identity("plain", other, true));
  }

  @Test
  void rolesAreChangedByWhoAdministersTheirScope() {
    assertRefusedIdentity("plain", identity("plain", keyOf("plain"), true, "admin"));
    assertRefusedIdentity("plain", identity("plain", keyOf("plain"), true, "auditor"));
    assertRefusedIdentity("plain", identity("plain", keyOf("plain"), true, "org/acme:clerk"));
    assertRefusedIdentity("chair", identity("plain", keyOf("plain"), true, "org/acmes:clerk"));
    assertRefusedIdentity("chair", identity("plain", keyOf("plain"), true, "org:clerk"));
    assertRefusedIdentity("chair", identity("plain", keyOf("plain"), true, "admin"));
    assertRefusedIdentity(
        "chair", identity("plain", keyOf("plain"), true, "org/acme:clerk", "admin"));
    assertRefusedIdentity(
        "chair", identity("plain", SigningKey.generate(), true, "org/acme:clerk"));
    assertRefusedIdentity("chair", identity("root", keyOf("root"), true));
    changesIdentity("chair", identity("plain", keyOf("plain"), true, "org/acme:clerk"));
    assertRefusedIdentity("plain", identity("plain", keyOf("plain"), true));
    changesIdentity("chair", identity("plain", keyOf("plain"), true));
    changesIdentity("plain", identity("plain", keyOf("plain"), true, "member/plain:friend"));
  }

  @Test
  void otherKeysAreDecidedByTheRules() {
    assertRefused("chair", "org/acme/x", "member/plain/x");
    assertRefused("plain", "org/acme/x", "member/chair/x");
    assertThatThrownBy(() -> changes("plain", transaction -> transaction.delete(key("org/acme/x"))))
        .isInstanceOf(StorageException.class)
        .hasMessageStartingWith("plain may not delete org/acme/x");
    assertCommits("plain", "member/plain/x");
  }

  private void assertCommits(String member, String... places) {
    for (String place : places) {
      changes(member, transaction -> transaction.set(key(place), value(place)));
      changes("root", transaction -> transaction.delete(key(place)));
    }
  }

  /** A policy that is read again has to be one. */
  private static Value value(String place) {
    if (place.startsWith("system/access")) {
      return AccessRules.value(List.of());
    }
    return place.startsWith("system/history") ? StringValue.of("all") : ANY;
  }

  private void assertRefused(String member, String... places) {
    for (String place : places) {
      assertThatThrownBy(() -> changes(member, transaction -> transaction.set(key(place), ANY)))
          .as("%s sets %s", member, place)
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.code()).isEqualTo(StorageError.ACCESS_DENIED));
    }
  }

  private void assertRefusedIdentity(String member, Identity identity) {
    assertThatThrownBy(() -> changesIdentity(member, identity))
        .as("%s states %s", member, identity)
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.code()).isEqualTo(StorageError.ACCESS_DENIED));
  }

  private void changesIdentity(String member, Identity identity) {
    changes(
        member,
        transaction -> transaction.set(Identities.key(identity.id()), Identities.value(identity)));
  }

  private void changes(String member, Consumer<StorageTransaction> change) {
    try (StorageTransaction transaction = store.beginSystem(as(member))) {
      change.accept(transaction);
      transaction.commit();
    }
  }

  private static Identity identity(String id, SigningKey key, boolean active, String... roles) {
    Set<Role> parsed = new LinkedHashSet<>();
    List.of(roles).forEach(role -> parsed.add(Role.parse(role)));
    return new Identity(id, key.verifyingKey(), parsed, active);
  }

  private static Value quota() {
    return QuotaPolicy.value(new Quota(OptionalLong.of(5), OptionalLong.empty()));
  }

  private SigningKey keyOf(String member) {
    return Optional.ofNullable(keys.get(member)).orElseThrow();
  }

  private static Key key(String text) {
    return Key.parse(text);
  }

  private SessionOptions as(String member) {
    return new SessionOptions(
        Caller.of(member, keyOf(member)),
        Optional.empty(),
        RunStatement.direct(UUID.randomUUID(), 0));
  }
}
