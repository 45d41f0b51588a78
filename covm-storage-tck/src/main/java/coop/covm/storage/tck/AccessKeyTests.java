package coop.covm.storage.tck;

import static coop.covm.storage.StorageError.ACCESS_DENIED;
import static coop.covm.storage.StorageError.INVALID_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Caller;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.KeyScope;
import coop.covm.storage.Session;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.access.Action;
import coop.covm.storage.access.Role;
import coop.covm.storage.access.Subject;
import coop.covm.storage.identity.SigningKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** No name, however it is written, reaches what belongs to another. */
public abstract class AccessKeyTests extends StoreTesting {
  /** Texts that are no segment, or no key below one's own namespace. */
  static final List<String> REFUSED =
      List.of(
          "",
          ".",
          "..",
          "/",
          "a/b",
          "../root",
          "alice/../root",
          "alice/",
          "/alice",
          "alice//x",
          "ali ce",
          "alice ",
          "alice\t",
          "alice\n",
          "alice\u0000",
          "alice\u007f",
          "alice\u0085",
          "alice\u00a0",
          "alice\u2028",
          "ali\u200bce",
          "ali\u200cce",
          "ali\u200dce",
          "ali\u2060ce",
          "\ufeffalice",
          "\u202ealice",
          "\u200ealice",
          "\u2066alice",
          "alice\u061c",
          "\u0301alice",
          "alice\uff0froot",
          "alice\u2215root",
          "alice\u2044root",
          "alice\u29f8root",
          "alice\\root",
          "alice%2froot",
          "alice;root",
          "alice\u037eroot",
          "\u24d0lice",
          "alice*",
          "alice?",
          "alice'",
          "alice\"",
          "{alice}",
          "$alice",
          "alice\ud800",
          "\udc00alice",
          "x".repeat(129),
          "\u00e9".repeat(65),
          "x".repeat(5000));

  /** Names that look like alice and are somebody else. */
  static final List<String> OTHERS =
      List.of(
          "Alice",
          "ALICE",
          "\u0430lice", // Cyrillic
          "\uff41lice", // fullwidth
          "al\u0131ce", // dotless
          "ali\u0441e",
          "alice\u0301",
          "alice\u034f",
          "alice\ufe0f",
          "alice.",
          "alice-",
          "alice:",
          "alice@",
          "alice+x",
          "...",
          "everyone",
          "member:alice",
          "system",
          "org",
          "member",
          "admin");

  @Test
  void noTextThatIsNoSegmentNamesAnybodyOrAnything() {
    Store store = newStore();
    Members members = Members.secure(store);
    SigningKey key = SigningKey.generate();
    for (String name : REFUSED) {
      assertFails(INVALID_KEY, () -> Caller.of(name, key));
      assertFails(INVALID_KEY, () -> options(name));
      assertFails(
          INVALID_KEY,
          () -> store.identities().create(name, key.verifyingKey(), members.as("root")));
      assertFails(INVALID_KEY, () -> store.identities().find(members.caller("root"), name));
      assertFails(INVALID_KEY, () -> store.identities().disable(name, members.as("root")));
      assertFails(
          INVALID_KEY, () -> store.identities().grantRole(name, Role.ADMIN, members.as("root")));
      assertFails(
          INVALID_KEY,
          () -> store.identities().rotateKey(name, key.verifyingKey(), members.as("root")));
      assertFails(INVALID_KEY, () -> new Subject.Member(name));
      assertFails(INVALID_KEY, () -> Subject.parse("member:" + name));
      assertFails(INVALID_KEY, () -> new Role(Optional.empty(), name));
      assertFails(INVALID_KEY, () -> Role.parse("org/acme:" + name));
      try (Session session = store.session(members.as("root"))) {
        assertFails(INVALID_KEY, () -> session.isMember(name, "acme"));
        assertFails(INVALID_KEY, () -> session.isMember("root", name));
      }
    }
    assertThat(store.revision()).isEqualTo(1);
  }

  @Test
  void aNamespaceIsNeverOpenedByATextThatLooksLikeIt() {
    for (String name : REFUSED) {
      // a final slash is allowed and dropped
      for (String text : List.of("org/" + name + "/x", "member/alice/" + name + "/x")) {
        if (name.equals("a/b") || name.equals("alice/../root")) {
          continue;
        }
        assertFails(INVALID_KEY, () -> Key.parse(text));
        assertFails(INVALID_KEY, () -> KeyPrefix.parse(text));
        assertFails(INVALID_KEY, () -> KeyScope.ABSOLUTE.key(text));
      }
    }
    for (String text :
        List.of(
            "org/../system/store",
            "member/alice/../root/x",
            "@org/acme",
            "Org/acme",
            "ORG/x",
            "\u043erg/acme",
            "org\uff0facme",
            "org\u2215acme",
            "system",
            "sys\u200btem/store")) {
      assertFails(INVALID_KEY, () -> Key.parse(text));
    }
  }

  @Test
  void whoLooksLikeAMemberIsSomebodyElse() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice", "org/acme:clerk");
    members.grant("member:alice", "org/acme", Action.READ, Action.WRITE, Action.LIST);
    try (Session session = store.session(members.as("alice"))) {
      session.set(key("member/alice/x"), number(1));
      session.set(key("org/acme/x"), number(1));
    }
    List<Key> before = everything(store, members);
    for (String name : OTHERS) {
      assertFails(
          ACCESS_DENIED,
          () -> store.session(Members.options(Caller.of(name, members.key("alice")))));
      members.add(name, "org/acmes:clerk", "member/" + name + ":clerk", "Admin");
      try (Session session = store.session(members.as(name))) {
        session.set(key("member/" + name + "/y"), number(2));
        for (String hidden : List.of("member/alice/x", "org/acme/x", "system/identity/alice")) {
          assertFails(ACCESS_DENIED, () -> session.get(key(hidden)));
        }
        assertFails(ACCESS_DENIED, () -> session.set(key("member/alice/x"), number(2)));
        assertFails(ACCESS_DENIED, () -> session.delete(key("member/alice")));
        assertThat(session.listKeys(prefix("member")))
            .containsExactly(key("member/" + name + "/y"));
        assertThat(session.listKeys(prefix("org"))).isEmpty();
        assertThat(session.listKeys(prefix("system")))
            .containsExactly(key("system/identity/" + name));
        assertThat(session.isMember(name, "acme")).isFalse();
        assertThat(session.hasRole(Role.ADMIN)).isFalse();
      }
    }
    List<Key> made = everything(store, members);
    made.removeAll(before);
    assertThat(made).hasSize(OTHERS.size());
  }

  @Test
  void bothFormsOfANameAreOneMember() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("jos\u00e9");
    Caller decomposed = Caller.of("jose\u0301", members.key("jos\u00e9"));
    try (Session session = store.session(Members.options(decomposed))) {
      session.set(key("member/jos\u00e9/x"), number(1));
      session.set(key("member/jose\u0301/x"), number(2));
      assertThat(session.listKeys(prefix("member"))).hasSize(1);
    }
    SigningKey fresh = SigningKey.generate();
    store.identities().rotateKey("jose\u0301", fresh.verifyingKey(), Members.options(decomposed));
    assertFails(ACCESS_DENIED, () -> store.view(decomposed));
    store.view(Caller.of("jos\u00e9", fresh)).close();
  }

  @Test
  void rulesAndQuotasOfLongNamespacesAreRefusedOrCountExactlyThere() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice");
    String deepest = "org/" + String.join("/", Collections.nCopies(13, "d"));
    members.grant("member:alice", deepest, Action.WRITE);
    try (Session session = store.session(members.as("alice"))) {
      session.set(key(deepest + "/x"), number(1));
      assertFails(
          ACCESS_DENIED,
          () -> session.set(key(deepest.substring(0, deepest.length() - 2) + "/x"), number(1)));
    }
    for (String tooDeep :
        List.of(
            deepest + "/d",
            deepest + "/d/d",
            "org/" + "y".repeat(128) + "/" + "y".repeat(128) + "/" + "y".repeat(128))) {
      assertFails(INVALID_KEY, () -> members.grant("member:alice", tooDeep, Action.WRITE));
    }
    for (String system : List.of("system", "system/identity", "system/access/org")) {
      assertFails(INVALID_KEY, () -> members.grant("member:alice", system, Action.READ));
    }
  }

  /** Each segment of a key counts whole: what is written without its border is another place. */
  @Test
  void aRoleScopedByALookAlikeOpensNothing() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.grant("role:org/acme:clerk", "org/acme", Action.READ);
    List<String> roles =
        List.of(
            "org/acme:Clerk",
            "org/Acme:clerk",
            "org/acm\u0435:clerk",
            "org/acme/x:clerk",
            "org:clerk",
            "clerk",
            "org/acme:clerk.",
            "member/acme:clerk",
            "vote/acme:clerk",
            "org/acme:cl\u0435rk",
            "org/acmes:clerk",
            "org/acme:x:clerk");
    List<String> opened = new ArrayList<>();
    for (int i = 0; i < roles.size(); i++) {
      members.add("m" + i, roles.get(i));
      try (StoreView view = store.view(members.caller("m" + i))) {
        view.get(key("org/acme/x"));
        opened.add(roles.get(i));
      } catch (StorageException e) {
        assertThat(e.code()).isEqualTo(ACCESS_DENIED);
      }
    }
    assertThat(opened).isEmpty();
  }

  private static List<Key> everything(Store store, Members members) {
    List<Key> keys = new ArrayList<>();
    try (StoreView view = store.view(members.caller("root"))) {
      for (String root : List.of("org", "member", "vote")) {
        keys.addAll(view.listKeys(prefix(root)));
      }
    }
    return keys;
  }
}
