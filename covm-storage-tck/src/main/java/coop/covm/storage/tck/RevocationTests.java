package coop.covm.storage.tck;

import static coop.covm.storage.StorageError.ACCESS_DENIED;
import static coop.covm.storage.StorageError.TRANSACTION_CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Session;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.access.Action;
import coop.covm.storage.access.Role;
import coop.covm.storage.log.CommitRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is taken away while others commit is away from the very commit on that takes it. */
@Timeout(120)
public abstract class RevocationTests extends StoreTesting {
  private static final int THREADS = 8;
  private static final int BEFORE = 5;

  @Test
  void aDenialEndsTheCommitsOfAMember() throws Exception {
    Store store = newStore();
    Members members = membersOf(store);
    committing(store, members, () -> members.deny("member:alice", "org/acme", Action.WRITE));
  }

  @Test
  void aRevokedRoleEndsTheCommitsOfAMember() throws Exception {
    Store store = newStore();
    Members members = membersOf(store);
    Role clerk = Role.parse("org/acme:clerk");
    committing(
        store,
        members,
        () -> store.identities().revokeRole("alice", clerk, members.as(Members.ADMIN)));
  }

  @Test
  void aDisabledIdentityEndsTheCommitsOfAMember() throws Exception {
    Store store = newStore();
    Members members = membersOf(store);
    committing(
        store, members, () -> store.identities().disable("alice", members.as(Members.ADMIN)));
  }

  private static Members membersOf(Store store) {
    Members members = Members.secure(store);
    members.add("alice", "org/acme:clerk");
    members.grant("role:org/acme:clerk", "org/acme", Action.WRITE, Action.READ);
    return members;
  }

  /** Half of the threads commit by transactions that begin anew, half by a session of before. */
  private static void committing(Store store, Members members, Runnable revoke) throws Exception {
    CountDownLatch working = new CountDownLatch(THREADS * BEFORE);
    AtomicLong acknowledged = new AtomicLong();
    try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        boolean anew = i % 2 == 0;
        String name = "org/acme/k" + i;
        workers.add(
            executor.submit(() -> {
              try (Session session = store.session(members.as("alice"))) {
                while (true) {
                  set(session, name, anew);
                  acknowledged.accumulateAndGet(session.view(), Math::max);
                  working.countDown();
                }
              } catch (StorageException e) {
                assertThat(e.code()).isEqualTo(ACCESS_DENIED);
              }
            }));
      }
      working.await();
      revoke.run();
      for (Future<?> worker : workers) {
        worker.get();
      }
    }
    long revoking = 0;
    long last = 0;
    try (StoreView view = store.view(members.caller(Members.ADMIN))) {
      for (long revision = 1; revision <= view.revision(); revision++) {
        CommitRecord commit = view.commit(revision);
        if (commit.body().principal().equals(Optional.of("alice"))) {
          last = revision;
        } else if (last > 0 && revoking == 0) {
          revoking = revision;
        }
      }
    }
    assertThat(last).as("the last commit of alice").isGreaterThanOrEqualTo(THREADS * BEFORE);
    assertThat(revoking).as("the commit that revokes").isGreaterThan(last);
    assertThat(acknowledged).hasValue(last);
  }

  private static void set(Session session, String key, boolean anew) {
    if (!anew) {
      session.set(key(key), number(1));
      return;
    }
    session.begin(1);
    session.set(key(key), number(1));
    session.commit();
  }

  @Test
  void twoAdministratorsCannotDisableEachOther() throws Exception {
    for (int round = 0; round < 10; round++) {
      Store store = newStore();
      Members members = Members.secure(store);
      members.add("other", "admin");
      try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
        List<Future<Boolean>> results =
            List.of(
                executor.submit(() -> disables(store, members, Members.ADMIN, "other")),
                executor.submit(() -> disables(store, members, "other", Members.ADMIN)));
        assertThat(List.of(results.get(0).get(), results.get(1).get()))
            .containsExactlyInAnyOrder(true, false);
      }
    }
  }

  private static boolean disables(Store store, Members members, String by, String member) {
    try {
      return store.identities().disable(member, members.as(by)).isPresent();
    } catch (StorageException e) {
      assertThat(e.code()).isIn(TRANSACTION_CONFLICT, ACCESS_DENIED);
      return false;
    }
  }
}
