package coop.covm.storage.tck;

import static coop.covm.storage.StorageError.ACCESS_DENIED;
import static coop.covm.storage.StorageError.IDENTITY_EXISTS;
import static coop.covm.storage.StorageError.IDENTITY_NOT_FOUND;
import static coop.covm.storage.StorageError.INVALID_KEY;
import static coop.covm.storage.StorageError.LAST_ADMINISTRATOR;
import static coop.covm.storage.StorageError.STORE_FORMAT;
import static coop.covm.storage.StorageError.SYSTEM_KEY;
import static coop.covm.storage.StorageError.TRANSACTION_CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.error.CovmException;
import coop.covm.storage.Caller;
import coop.covm.storage.CommitStream;
import coop.covm.storage.Key;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageException;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.access.Action;
import coop.covm.storage.access.Role;
import coop.covm.storage.identity.Identity;
import coop.covm.storage.identity.SigningKey;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitBody;
import coop.covm.storage.log.CommitRecord;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A secured store lets through what its rules allow and nothing else, at every way in. */
public abstract class AccessTests extends StoreTesting {
  private static final Key A = Key.parse("org/acme/a");
  private static final Key DENIALS = Key.parse("system/audit/denied");

  @Test
  void administrativeCallsOfOneCallerAreRunsOfTheirOwn() throws Exception {
    Store store = newStore();
    Members members = Members.secure(store);
    SessionOptions root = members.as(Members.ADMIN);
    for (String member : List.of("ana", "bo")) {
      store.identities().create(member, SigningKey.generate().verifyingKey(), root);
    }
    store.erasure().erase(key("member/ana/x"), "asked", root);
    assertThat(
            store
                .audit()
                .verify(members.caller(Members.ADMIN), Optional.empty(), _ -> {})
                .findings())
        .isEmpty();
  }

  @Test
  void anOpenStoreBelievesEveryName() {
    Store store = newStore();
    assertThat(store.security().isSecured()).isFalse();
    try (Session session = store.session(options("anybody"))) {
      session.set(A, number(1));
      assertThat(session.get(A)).contains(number(1));
    }
  }

  @Test
  void securingIsOneSignedCommitAndHappensOnce() {
    Store store = newStore();
    Members members = Members.secure(store);
    assertThat(store.security().isSecured()).isTrue();
    assertThat(store.revision()).isEqualTo(1);
    CommitRecord first = commit(store, members, 1);
    assertThat(first.body().principal()).contains("root");
    assertSigned(first, members.key("root"));
    assertFails(STORE_FORMAT, () -> store.security().secure(members.as("root")));
  }

  @Test
  void nobodyWithoutTheKeyEntersUnderAName() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice");
    SigningKey other = SigningKey.generate();
    for (Caller caller :
        List.of(
            Caller.named("alice"),
            Caller.of("alice", other),
            Caller.of("nobody", other),
            Caller.of("bob", members.key("alice")))) {
      assertFails(ACCESS_DENIED, () -> store.session(Members.options(caller)));
      assertFails(ACCESS_DENIED, () -> store.view(caller));
      assertFails(ACCESS_DENIED, () -> store.begin(Members.options(caller)));
      assertFails(ACCESS_DENIED, () -> store.watch(caller, 0, Optional.empty()));
    }
  }

  @Test
  void whetherThereIsAnIdentityIsNotTold() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice");
    members.add("gone");
    store.identities().disable("gone", members.as("root"));
    SigningKey other = SigningKey.generate();
    for (String name : List.of("alice", "nobody", "gone")) {
      StorageException refused =
          (StorageException) assertFails(ACCESS_DENIED, () -> store.view(Caller.of(name, other)));
      assertThat(refused)
          .hasMessage(
              "the store is secured and has no active identity %s with this key".formatted(name));
    }
  }

  @Test
  void everythingIsDeniedThatNoRuleAllows() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice");
    try (Session session = store.session(members.as("alice"))) {
      assertDenied("read", () -> session.get(A));
      assertDenied("read", () -> session.contains(A));
      assertDenied("read", () -> session.versions(A));
      assertDenied("read", () -> session.getAt(A, 1));
      assertDenied("write", () -> session.set(A, number(1)));
      assertDenied("write", () -> session.increment(A, number(1)));
      assertDenied("delete", () -> session.delete(A));
      assertThat(session.listKeys(prefix("org"))).isEmpty();
      session.begin(1);
      assertDenied("read", () -> session.get(A));
      assertDenied("read", () -> session.contains(A));
      assertDenied("read", () -> session.versions(A));
      assertDenied("read", () -> session.getAt(A, 1));
      assertDenied("write", () -> session.set(A, number(1)));
      assertDenied("write", () -> session.increment(A, number(1)));
      assertDenied("delete", () -> session.delete(A));
      assertThat(session.listKeys(prefix("org"))).isEmpty();
      session.rollback();
    }
  }

  @Test
  void aRefusalIsTheSameWhetherTheKeyIsThereOrNot() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice");
    set(store, members, "root", "org/acme/there", number(1));
    try (Session session = store.session(members.as("alice"))) {
      String there = refusal(() -> session.get(key("org/acme/there")));
      String absent = refusal(() -> session.get(key("org/acme/other")));
      assertThat(there.replace("there", "other")).isEqualTo(absent);
    }
  }

  @Test
  void theRuleOfTheLongestNamespaceWins() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice", "org/acme:clerk");
    members.grant("role:org/acme:clerk", "org/acme", Action.READ, Action.WRITE);
    members.deny("member:alice", "org/acme/secret", Action.READ);
    members.grant("everyone", "org/acme/secret/hint", Action.READ);
    try (Session session = store.session(members.as("alice"))) {
      session.set(A, number(1));
      assertThat(session.get(A)).contains(number(1));
      session.set(key("org/acme/secret/x"), number(2));
      assertDenied("read", () -> session.get(key("org/acme/secret/x")));
      assertDenied("read", () -> session.get(key("org/acme/secret")));
      assertThat(session.get(key("org/acme/secret/hint"))).isEmpty();
      assertThat(session.get(key("org/acme/secret/hint/x"))).isEmpty();
      assertDenied("read", () -> session.get(key("org/acme/secret/hints")));
      assertDenied("read", () -> session.get(key("org/acmes/x")));
    }
  }

  @Test
  void aMemberOwnsTheNamespaceOfItsName() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice");
    members.add("bob");
    try (Session session = store.session(members.as("alice"))) {
      session.set(key("member/alice/name"), text("Alice"));
      assertThat(session.listKeys(prefix("member"))).containsExactly(key("member/alice/name"));
      assertDenied("write", () -> session.set(key("member/bob/name"), text("Bob")));
      assertDenied("read", () -> session.get(key("member/bob/name")));
    }
    store
        .access()
        .state(
            List.of(Members.rule("member:bob", Action.READ, "member/alice", true)),
            members.as("alice"));
    try (Session session = store.session(members.as("bob"))) {
      assertThat(session.get(key("member/alice/name"))).contains(text("Alice"));
    }
  }

  @Test
  void aListingLeavesOutWhatMayNotBeListed() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice");
    for (String name : List.of("org/a/x", "org/b/x", "org/b/y", "org/c/x")) {
      set(store, members, "root", name, number(1));
    }
    members.grant("member:alice", "org/b", Action.LIST);
    try (Session session = store.session(members.as("alice"));
        StoreView view = store.view(members.caller("alice"))) {
      assertThat(session.listKeys(prefix("org"))).isEqualTo(keys("org/b/x", "org/b/y"));
      assertThat(view.listKeys(prefix("org"))).isEqualTo(keys("org/b/x", "org/b/y"));
      session.begin(1);
      assertThat(session.listKeys(prefix("org"))).isEqualTo(keys("org/b/x", "org/b/y"));
      assertThat(session.listKeys(prefix("system"))).isEqualTo(keys("system/identity/alice"));
      session.rollback();
    }
  }

  @Test
  void aHiddenChangeBelowAListedPrefixIsNoConflict() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice");
    members.grant("member:alice", "org/b", Action.LIST, Action.WRITE);
    try (StorageTransaction transaction = store.begin(members.as("alice"))) {
      transaction.listKeys(prefix("org"));
      transaction.set(key("org/b/x"), number(1));
      set(store, members, "root", "org/hidden/x", number(1));
      assertThat(transaction.commit()).isPresent();
    }
    try (StorageTransaction transaction = store.begin(members.as("alice"))) {
      transaction.listKeys(prefix("org"));
      transaction.set(key("org/b/x"), number(2));
      set(store, members, "root", "org/b/y", number(1));
      set(store, members, "root", "org/hidden/x", number(2));
      CovmException conflict = assertFails(TRANSACTION_CONFLICT, transaction::commit);
      assertThat(conflict).hasMessageContaining("org/b/y").hasMessageNotContaining("hidden");
    }
  }

  @Test
  void aRightThatIsTakenAwayNoLongerCountsAtCommit() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice");
    members.grant("member:alice", "org/acme", Action.WRITE);
    try (StorageTransaction transaction = store.begin(members.as("alice"))) {
      transaction.set(A, number(1));
      members.deny("member:alice", "org/acme", Action.WRITE);
      assertDenied("write", transaction::commit);
    }
    members.grant("member:alice", "org/acme", Action.WRITE);
    try (StorageTransaction transaction = store.begin(members.as("alice"))) {
      transaction.set(A, number(1));
      store.identities().disable("alice", members.as("root"));
      assertFails(ACCESS_DENIED, transaction::commit);
    }
    try (StoreView view = store.view(members.caller("root"))) {
      assertThat(view.get(A)).isEmpty();
    }
  }

  @Test
  void onlyCommandsOfAdministratorsChangeTheSystem() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice");
    try (Session session = store.session(members.as("root"))) {
      assertFails(SYSTEM_KEY, () -> session.set(key("system/identity/alice"), text("mine")));
    }
    SigningKey key = SigningKey.generate();
    assertDenied(
        "admin", () -> store.identities().create("eve", key.verifyingKey(), members.as("alice")));
    assertDenied(
        "admin", () -> store.identities().grantRole("alice", Role.ADMIN, members.as("alice")));
    assertFails(ACCESS_DENIED, () -> store.identities().disable("alice", members.as("alice")));
    assertDenied(
        "admin",
        () ->
            store
                .access()
                .state(
                    List.of(Members.rule("member:alice", Action.READ, "org", true)),
                    members.as("alice")));
    assertDenied("admin", () -> store.history().compact(members.as("alice")));
  }

  @Test
  void whoMayAdministerANamespaceGrantsAccessAndRolesInIt() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("chair");
    members.add("bob");
    members.grant("member:chair", "org/acme", Action.ADMIN);
    store
        .access()
        .state(
            List.of(Members.rule("role:org/acme:clerk", Action.WRITE, "org/acme/till", true)),
            members.as("chair"));
    store.identities().grantRole("bob", Role.parse("org/acme:clerk"), members.as("chair"));
    set(store, members, "bob", "org/acme/till/today", number(3));
    assertDenied(
        "admin",
        () ->
            store
                .identities()
                .grantRole("bob", Role.parse("org/other:clerk"), members.as("chair")));
    assertDenied(
        "admin", () -> store.identities().grantRole("chair", Role.ADMIN, members.as("chair")));
  }

  @Test
  void everybodyMayGiveOneselfAnotherKeyAndTheOldOneOpensNothing() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice");
    Caller old = members.caller("alice");
    SigningKey fresh = SigningKey.generate();
    store.identities().rotateKey("alice", fresh.verifyingKey(), members.as("alice"));
    assertFails(ACCESS_DENIED, () -> store.view(old));
    members.knowKey("alice", fresh);
    set(store, members, "alice", "member/alice/x", number(1));
    members.add("bob");
    assertDenied(
        "admin",
        () -> store.identities().rotateKey("bob", fresh.verifyingKey(), members.as("alice")));
  }

  @Test
  void theLastAdministratorStays() {
    Store store = newStore();
    Members members = Members.secure(store);
    assertFails(
        LAST_ADMINISTRATOR,
        () -> store.identities().revokeRole("root", Role.ADMIN, members.as("root")));
    assertFails(LAST_ADMINISTRATOR, () -> store.identities().disable("root", members.as("root")));
    members.add("second", "admin");
    store.identities().disable("root", members.as("second"));
    assertFails(ACCESS_DENIED, () -> store.view(members.caller("root")));
  }

  @Test
  void identitiesAreMadeOnceAndFoundAgain() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice", "org/acme:clerk", "auditor");
    Identity alice = store.identities().find(members.caller("alice"), "alice").orElseThrow();
    assertThat(alice.roles()).containsExactly(Role.parse("org/acme:clerk"), Role.parse("auditor"));
    assertThat(alice.key()).isEqualTo(members.key("alice").verifyingKey());
    assertThat(store.identities().list(members.caller("root")))
        .extracting(Identity::id)
        .containsExactly("alice", "root");
    assertThat(store.identities().list(members.caller("alice")))
        .extracting(Identity::id)
        .containsExactly("alice");
    assertFails(
        IDENTITY_EXISTS,
        () ->
            store
                .identities()
                .create("alice", members.key("alice").verifyingKey(), members.as("root")));
    assertFails(
        IDENTITY_NOT_FOUND,
        () -> store.identities().grantRole("bob", Role.ADMIN, members.as("root")));
    assertFails(
        INVALID_KEY,
        () ->
            store
                .identities()
                .create("a/b", members.key("alice").verifyingKey(), members.as("root")));
  }

  @Test
  void rolesAreAskedAsOfTheViewAndCountAsRead() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice", "org/acme:clerk");
    try (Session session = store.session(members.as("alice"))) {
      assertThat(session.caller()).contains("alice");
      assertThat(session.hasRole(Role.parse("org/acme:clerk"))).isTrue();
      assertThat(session.hasRole(Role.ADMIN)).isFalse();
      assertThat(session.isMember("alice", "acme")).isTrue();
      assertThat(session.isMember("alice", "other")).isFalse();
      assertThat(session.isMember("root", "acme")).isFalse();
      session.begin(1);
      assertThat(session.hasRole(Role.parse("org/acme:clerk"))).isTrue();
      store.identities().revokeRole("alice", Role.parse("org/acme:clerk"), members.as("root"));
      session.set(key("member/alice/x"), number(1));
      assertFails(TRANSACTION_CONFLICT, session::commit);
      session.begin(2);
      assertThat(session.hasRole(Role.parse("org/acme:clerk"))).isFalse();
      session.rollback();
    }
  }

  @Test
  void aRoleOrMemberThatIsRequiredAndNotThereIsADenialOfTheStore() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice", "org/acme:clerk");
    try (Session session = store.session(members.as("alice"))) {
      session.requireRole(Role.parse("org/acme:clerk"));
      session.requireIdentity("alice");
      CovmException role = assertFails(ACCESS_DENIED, () -> session.requireRole(Role.ADMIN));
      assertThat(role).hasMessage("the program requires the role admin, which alice does not have");
      assertThat(role.facts())
          .isEqualTo(Map.of("principal", "alice", "action", "requirerole", "role", "admin"));
      session.begin(1);
      CovmException member = assertFails(ACCESS_DENIED, () -> session.requireIdentity("bob"));
      assertThat(member).hasMessage("the program requires the caller bob, and it is alice");
      assertThat(member.facts())
          .isEqualTo(Map.of("principal", "alice", "action", "requireidentity", "member", "bob"));
      assertFails(INVALID_KEY, () -> session.requireIdentity("a/b"));
      session.rollback();
    }
    assertThat(denials(store, members))
        .anySatisfy(denial -> {
          assertThat(denial.get("principal")).contains(text("alice"));
          assertThat(denial.get("action")).contains(text("requirerole"));
          assertThat(denial.get("key")).contains(text("admin"));
          assertThat(denial.get("rule")).contains(text("the program requires this role"));
        })
        .anySatisfy(denial -> {
          assertThat(denial.get("action")).contains(text("requireidentity"));
          assertThat(denial.get("key")).contains(text("bob"));
        });
  }

  @Test
  void anOpenStoreRequiresTheNameAndTheRolesThatItKnows() {
    Store store = newStore();
    SessionOptions ada = options("ada");
    store.identities().create("ada", SigningKey.generate().verifyingKey(), ada);
    store.identities().grantRole("ada", Role.parse("org/acme:clerk"), ada);
    long before = store.revision();
    try (Session session = store.session(ada)) {
      session.requireRole(Role.parse("org/acme:clerk"));
      session.requireIdentity("ada");
      assertFails(ACCESS_DENIED, () -> session.requireRole(Role.ADMIN));
    }
    try (Session session = store.session(Members.options(Caller.NOBODY))) {
      assertThat(assertFails(ACCESS_DENIED, () -> session.requireIdentity("ada")))
          .hasMessage("the program requires the caller ada, and nobody is named as its caller");
    }
    // Nobody's name is proven here, so a denial says nothing of anybody.
    assertThat(store.revision()).isEqualTo(before);
  }

  @Test
  void aRoleThatIsRequiredCountsAsRead() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice", "org/acme:clerk");
    try (Session session = store.session(members.as("alice"))) {
      session.begin(1);
      session.requireRole(Role.parse("org/acme:clerk"));
      store.identities().revokeRole("alice", Role.parse("org/acme:clerk"), members.as("root"));
      session.set(key("member/alice/x"), number(1));
      assertFails(TRANSACTION_CONFLICT, session::commit);
    }
  }

  @Test
  void aCommitIsSignedByItsPrincipalAndBoundToTheHistoryBefore() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice");
    set(store, members, "alice", "member/alice/x", number(1));
    CommitRecord commit = commit(store, members, store.revision());
    assertSigned(commit, members.key("alice"));
    assertThat(commit.body().upon()).contains(commit.previous());
    assertThat(commit.headSignature()).isPresent();
  }

  @Test
  void aSignedStatementNamesOnlyTheRemovalsThatTakePlace() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice");
    long before = store.revision();
    try (Session session = store.session(members.as("alice"))) {
      session.delete(key("member/alice/none"));
      assertThat(store.revision()).isEqualTo(before);
      session.begin(1);
      session.delete(key("member/alice/none"));
      session.set(key("member/alice/x"), number(1));
      session.commit();
    }
    CommitRecord commit = commit(store, members, store.revision());
    assertThat(commit.body().changes()).extracting(Change::key).isEqualTo(keys("member/alice/x"));
    assertSigned(commit, members.key("alice"));
  }

  @Test
  void aStreamShowsWhatTheCallerMayRead() throws Exception {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice");
    members.grant("member:alice", "org/b", Action.READ);
    long before = store.revision();
    try (Session session = store.session(members.as("root"))) {
      session.set(key("org/a/x"), number(1));
      session.begin(1);
      session.set(key("org/a/x"), number(2));
      session.set(key("org/b/x"), number(2));
      session.commit();
    }
    try (CommitStream stream = store.watch(members.caller("alice"), before, Optional.empty())) {
      CommitRecord seen = stream.next();
      assertThat(seen.revision()).isEqualTo(before + 2);
      assertThat(seen.body().changes()).extracting(Change::key).isEqualTo(keys("org/b/x"));
      assertThat(stream.next(Duration.ZERO)).isEmpty();
    }
    try (StoreView view = store.view(members.caller("alice"))) {
      assertDenied("read", () -> view.commit(before + 1));
      assertThat(view.commit(before + 2).body().changes()).hasSize(1);
    }
  }

  @Test
  void formerRevisionsAreReadByTheRulesOfNow() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice");
    members.grant("member:alice", "org/b", Action.READ);
    set(store, members, "root", "org/b/x", number(1));
    long then = store.revision();
    members.deny("member:alice", "org/b", Action.READ);
    try (StoreView view = store.viewAt(members.caller("alice"), then)) {
      assertDenied("read", () -> view.get(key("org/b/x")));
    }
  }

  @Test
  void whoHasNoNameReadsWhatEveryoneMayAndChangesNothing() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.grant("everyone", "org/open", Action.READ, Action.WRITE);
    set(store, members, "root", "org/open/x", number(1));
    try (Session session = store.session(Members.options(Caller.NOBODY))) {
      assertThat(session.get(key("org/open/x"))).contains(number(1));
      assertDenied("read", () -> session.get(A));
      assertFails(ACCESS_DENIED, () -> session.set(key("org/open/x"), number(2)));
    }
  }

  @Test
  void aKeyWithoutANameChangesNothingEither() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.grant("everyone", "org/open", Action.WRITE, Action.DELETE, Action.ADMIN);
    Caller nameless = new Caller(Optional.empty(), Optional.of(SigningKey.generate()));
    try (Session session = store.session(Members.options(nameless))) {
      assertDenied("write", () -> session.set(key("org/open/x"), number(1)));
      assertDenied("delete", () -> session.delete(key("org/open/x")));
    }
    assertDenied(
        "admin",
        () ->
            store
                .access()
                .state(
                    List.of(Members.rule("everyone", Action.READ, "org/open", true)),
                    Members.options(nameless)));
    try (StoreView view = store.view(members.caller("root"))) {
      assertThat(view.get(key("org/open/x"))).isEmpty();
    }
  }

  @Test
  void noRuleLocksAdministratorsOut() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.deny("everyone", "org/acme", Action.ADMIN, Action.READ);
    members.deny("role:admin", "/", Action.ADMIN);
    assertThat(
            store
                .access()
                .takeBack(
                    List.of(
                        Members.rule("everyone", Action.ADMIN, "org/acme", false),
                        Members.rule("everyone", Action.READ, "org/acme", false)),
                    members.as("root")))
        .isPresent();
    members.add("alice");
    store.identities().grantRole("alice", Role.parse("org/acme:clerk"), members.as("root"));
    store.access().recordReads(prefix("org/acme"), true, members.as("root"));
  }

  @Test
  void aRefusedReadDoesNotCountAsRead() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice");
    try (StorageTransaction transaction = store.begin(members.as("alice"))) {
      assertDenied("read", () -> transaction.get(A));
      assertDenied("read", () -> transaction.contains(A));
      assertDenied("read", () -> transaction.versions(A));
      assertDenied("read", () -> transaction.getAt(A, 1));
      transaction.set(key("member/alice/x"), number(1));
      set(store, members, "root", "org/acme/a", number(1));
      assertThat(transaction.commit()).as("a conflict would tell that the key changed").isPresent();
    }
  }

  @Test
  void sessionsOfBeforeTheStoreWasSecuredCommitNothingMore() {
    Store store = newStore();
    SigningKey key = SigningKey.generate();
    Session named = closing(store.session(options("alice")));
    Session nameless = closing(store.session(Members.options(Caller.NOBODY)));
    Session signing = closing(store.session(Members.options(Caller.of("root", key))));
    StorageTransaction transaction = closing(store.begin(Members.options(Caller.of("root", key))));
    transaction.set(A, number(1));
    for (Session session : List.of(named, nameless, signing)) {
      session.set(A, number(0));
    }
    long before = store.revision();
    store.security().secure(Members.options(Caller.of("root", key)));

    assertThat(refusal(() -> named.set(A, number(2))))
        .isEqualTo("the store is secured: alice has to prove who it is with its key (--key FILE)");
    assertThat(refusal(() -> nameless.set(A, number(2))))
        .isEqualTo("the store is secured: who changes it needs a name and a key (--key FILE)");
    String since = "the store was secured meanwhile: begin anew, so that what you commit is signed";
    assertThat(refusal(() -> signing.set(A, number(2)))).isEqualTo(since);
    assertThat(refusal(transaction::commit)).isEqualTo(since);
    assertThat(store.revision()).isEqualTo(before + 1);
    signing.begin(1);
    signing.set(A, number(3));
    signing.commit();
  }

  @Test
  void denialsAreNotedInTheChain() {
    BackendPlace place = newPlace();
    Store store = open(place);
    Members members = Members.secure(store);
    members.add("alice");
    try (Session session = store.session(members.as("alice"))) {
      assertDenied("read", () -> session.get(A));
      assertDenied("read", () -> session.get(A));
      assertDenied("write", () -> session.set(A, number(1)));
    }
    assertFails(ACCESS_DENIED, () -> store.view(Caller.of("eve", SigningKey.generate())));
    assertThat(denials(store, members))
        .anySatisfy(denial -> {
          assertThat(denial.get("principal")).contains(text("alice"));
          assertThat(denial.get("action")).contains(text("read"));
          assertThat(denial.get("key")).contains(text("org/acme/a"));
          assertThat(denial.get("times")).contains(number(2));
        })
        .anySatisfy(denial -> assertThat(denial.get("action")).contains(text("write")));
  }

  @Test
  void aFloodOfDenialsTakesFewCommits() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice");
    long before = store.revision();
    for (int i = 0; i < 500; i++) {
      try (Session session = store.session(members.as("alice"))) {
        int number = i;
        assertDenied("read", () -> session.get(key("org/acme/x" + number)));
      }
    }
    assertThat(store.revision() - before).isLessThan(20);
  }

  @Test
  void readsAreNotedWhereANamespaceAsksForIt() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice");
    members.grant("member:alice", "org", Action.READ);
    store.access().recordReads(prefix("org/health"), true, members.as("root"));
    try (Session session = store.session(members.as("alice"))) {
      session.get(key("org/health/x"));
      session.get(key("org/other/x"));
    }
    try (Session session = store.session(members.as("root"))) {
      assertThat(session.get(Key.parse("system/audit/reads")).orElseThrow().toString())
          .contains("alice", "org/health/x")
          .doesNotContain("other");
    }
  }

  @Test
  void readsOfCommitsAreNotedToo() throws Exception {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice");
    members.grant("member:alice", "org", Action.READ);
    set(store, members, "root", "org/health/x", number(1));
    set(store, members, "root", "org/health/y", number(1));
    long last = store.revision();
    store.access().recordReads(prefix("org/health"), true, members.as("root"));
    try (StoreView view = store.view(members.caller("alice"));
        CommitStream stream =
            store.watch(members.caller("alice"), last - 1, Optional.of(prefix("org/health")))) {
      view.commit(last - 1);
      stream.next();
    }
    try (Session session = store.session(members.as("alice"))) {
      session.get(key("org/other/x")); // its end writes the notes
    }
    try (Session session = store.session(members.as("root"))) {
      assertThat(session.get(Key.parse("system/audit/reads")).orElseThrow().toString())
          .contains("alice", "org/health/x", "org/health/y");
    }
  }

  private static List<MapValue> denials(Store store, Members members) {
    try (StoreView view = store.view(members.caller("root"))) {
      return view.versions(DENIALS).stream()
          .flatMap(version -> version.value().stream())
          .flatMap(value ->
              ((ListValue) ((MapValue) value).get("denied").orElseThrow()).elements().stream())
          .map(MapValue.class::cast)
          .toList();
    }
  }

  private static void set(Store store, Members members, String member, String key, Value value) {
    try (Session session = store.session(members.as(member))) {
      session.set(key(key), value);
    }
  }

  private static CommitRecord commit(Store store, Members members, long revision) {
    try (StoreView view = store.view(members.caller("root"))) {
      return view.commit(revision);
    }
  }

  private static void assertSigned(CommitRecord commit, SigningKey key) {
    assertThat(
            key.verifyingKey()
                .verifies(
                    CommitBody.statement(commit.envelope().body()),
                    commit.envelope().signature().orElseThrow()))
        .isTrue();
  }

  private static void assertDenied(
      String action, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    CovmException denied = assertFails(ACCESS_DENIED, call);
    assertThat(denied.facts()).containsEntry("action", action).containsKeys("key", "rule");
  }

  private static String refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return String.valueOf(assertFails(ACCESS_DENIED, call).getMessage());
  }
}
