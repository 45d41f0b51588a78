package coop.covm.storage.tck;

import static coop.covm.storage.StorageError.ACCESS_DENIED;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Caller;
import coop.covm.storage.Quota;
import coop.covm.storage.Session;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.access.Action;
import coop.covm.storage.identity.SigningKey;
import coop.covm.storage.log.NamespaceUse;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is stated in a group of commits counts for those behind it, and for none before. */
@Timeout(60)
final class GroupedPolicyTest extends StoreTesting {
  private final OneGroup group = new OneGroup();
  private final Store store = closing(group.store);
  private final List<String> refused = new CopyOnWriteArrayList<>();

  @Override
  protected BackendPlace newPlace() {
    throw new AssertionError("there is one store");
  }

  @Test
  void aQuotaCountsWhatWasCommittedBeforeItInTheSameGroup() throws Exception {
    put(store, "org/acme/a", number(1));
    Quota quota = new Quota(OptionalLong.of(10), OptionalLong.empty());
    group.commit(
        () -> put(store, "vote/first", number(1)),
        List.of(
            () -> put(store, "org/acme/b", number(1)),
            () -> remove(store, "org/acme/a"),
            () -> put(store, "org/acme/c", number(1)),
            () -> store.quotas().set(prefix("org/acme"), quota, options("admin")),
            () -> put(store, "org/acme/d", number(1))));
    assertThat(store.quotas().list(Caller.NOBODY).getFirst().taken())
        .isEqualTo(new NamespaceUse(prefix("org/acme"), 3, 3 * 11));
  }

  @Test
  void aRightCountsBehindItsGrantAndNotBehindItsRevocation() throws Exception {
    Members members = Members.secure(store);
    members.add("alice");
    members.grant("member:alice", "org/early", Action.WRITE);
    members.grant("member:alice", "org/late", Action.WRITE);
    group.commit(
        () -> setBy(members, "root", "vote/first"),
        List.of(
            setting(members, "org/early/x"),
            () -> members.deny("member:alice", "org", Action.WRITE),
            setting(members, "org/early/y"),
            () -> members.deny("member:alice", "org/early", Action.WRITE),
            setting(members, "org/early/z"),
            setting(members, "org/late/x"),
            () -> store.identities().disable("alice", members.as("root")),
            setting(members, "org/late/y")));
    try (StoreView view = store.view(members.caller("root"))) {
      assertThat(view.listKeys(prefix("org")))
          .isEqualTo(keys("org/early/x", "org/early/y", "org/late/x"));
    }
    assertThat(refused).containsExactlyInAnyOrder("org/early/z", "org/late/y");
  }

  @Test
  void anotherKeyCountsFromItsCommitOn() throws Exception {
    Members members = Members.secure(store);
    members.add("alice");
    SigningKey fresh = SigningKey.generate();
    group.commit(
        () -> setBy(members, "root", "vote/first"),
        List.of(
            setting(members, "member/alice/x"),
            () -> store.identities().rotateKey("alice", fresh.verifyingKey(), members.as("alice")),
            setting(members, "member/alice/y")));
    assertThat(refused).containsExactly("member/alice/y");
  }

  /** A commit of alice, whose session looked before the group began. */
  private Runnable setting(Members members, String key) {
    Session session = closing(store.session(members.as("alice")));
    return () -> {
      try {
        session.set(key(key), number(1));
      } catch (StorageException e) {
        assertThat(e.code()).isEqualTo(ACCESS_DENIED);
        refused.add(key);
      }
    };
  }

  private void setBy(Members members, String member, String key) {
    try (Session session = store.session(members.as(member))) {
      session.set(key(key), number(1));
    }
  }
}
