package coop.covm.storage.tck;

import static coop.covm.storage.StorageError.ACCESS_DENIED;
import static coop.covm.storage.StorageError.STORE_FORMAT;
import static coop.covm.storage.StorageError.TRANSACTION_CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Caller;
import coop.covm.storage.CommitStream;
import coop.covm.storage.Key;
import coop.covm.storage.Session;
import coop.covm.storage.StorageException;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.storage.access.Action;
import coop.covm.storage.identity.SigningKey;
import coop.covm.value.NumberValue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stores opened at the same place at the same time are one store. */
@Timeout(120)
public abstract class SharingTests extends StoreTesting {
  @Test
  void whatOneHasCommittedTheOtherSeesAtOnce() {
    BackendPlace place = newPlace();
    Store one = open(place);
    Store other = open(place);
    for (int i = 1; i <= 20; i++) {
      put(i % 2 == 0 ? one : other, "org/a", number(i));
      assertThat(read(one, "org/a")).contains(number(i));
      assertThat(read(other, "org/a")).contains(number(i));
      assertThat(other.revision()).isEqualTo(i);
    }
  }

  @Test
  void conflictsAreSeenAcrossThem() {
    BackendPlace place = newPlace();
    Store one = open(place);
    Store other = open(place);
    StorageTransaction byKey = begin(one);
    StorageTransaction byList = begin(one);
    byKey.get(key("org/a/x"));
    byList.listKeys(prefix("org/a"));
    for (StorageTransaction transaction : List.of(byKey, byList)) {
      transaction.set(key("org/b"), number(1));
    }
    StorageTransaction blind = begin(one);
    blind.set(key("org/a/x"), number(1));
    put(other, "org/a/x", number(2));
    assertFails(TRANSACTION_CONFLICT, byKey::commit);
    assertFails(TRANSACTION_CONFLICT, byList::commit);
    assertThat(blind.commit()).hasValue(2);
    assertThat(read(other, "org/a/x")).contains(number(1));
  }

  @Test
  void aConflictManyForeignCommitsAgoIsSeen() {
    BackendPlace place = newPlace();
    Store one = open(place);
    Store other = open(place);
    StorageTransaction transaction = begin(one);
    transaction.get(key("org/a"));
    transaction.set(key("org/b"), number(1));
    put(other, "org/a", number(1));
    for (int i = 0; i < 200; i++) {
      put(other, "org/c", number(i));
    }
    assertFails(TRANSACTION_CONFLICT, transaction::commit);
  }

  @Test
  void aStreamGivesTheCommitsOfBothInOrder() throws Exception {
    BackendPlace place = newPlace();
    Store one = open(place);
    Store other = open(place);
    assertThat(one.isShared()).isTrue();
    CommitStream stream = closing(one.watch(0));
    for (int i = 1; i <= 20; i++) {
      put(i % 3 == 0 ? one : other, "org/a", number(i));
      assertThat(stream.next().revision()).isEqualTo(i);
    }
  }

  @Test
  void aRightThatOneTakesAwayTheOtherNoLongerGives() {
    BackendPlace place = newPlace();
    Store one = open(place);
    Store other = open(place);
    Members members = Members.secure(one);
    members.add("alice");
    members.grant("member:alice", "org/acme", Action.WRITE, Action.READ);
    Session session = closing(other.session(members.as("alice")));
    StorageTransaction transaction = closing(other.begin(members.as("alice")));
    session.set(key("org/acme/x"), number(1));
    transaction.set(key("org/acme/x"), number(2));
    members.deny("member:alice", "org/acme", Action.WRITE);
    assertFails(ACCESS_DENIED, () -> session.set(key("org/acme/x"), number(3)));
    assertFails(ACCESS_DENIED, transaction::commit);
    members.grant("member:alice", "org/acme", Action.WRITE);
    session.begin(1);
    session.set(key("org/acme/x"), number(4));
    session.commit();
    assertThat(session.get(key("org/acme/x"))).contains(number(4));
  }

  @Test
  void oneSecuresTheStoreAndTheOtherNotices() {
    BackendPlace place = newPlace();
    Store one = open(place);
    Store other = open(place);
    Session session = closing(other.session(options("alice")));
    session.set(key("org/acme/x"), number(1));
    Members members = Members.secure(one);
    assertFails(ACCESS_DENIED, () -> session.set(key("org/acme/x"), number(2)));
    assertFails(ACCESS_DENIED, () -> other.view(Caller.named("alice")));
    try (Session root = other.session(members.as(Members.ADMIN))) {
      assertThat(root.get(key("org/acme/x"))).contains(number(1));
      root.set(key("org/acme/x"), number(3));
    }
  }

  @Test
  void contendedReadModifyWritesAndIncrementsAllCount() throws Exception {
    BackendPlace place = newPlace();
    Key counter = key("org/counter");
    try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
      List<Future<?>> results = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Store store = open(place);
        results.add(
            executor.submit(() -> {
              try (Session session = store.session(options("worker"))) {
                for (int j = 0; j < 50; j++) {
                  ConcurrencyTests.run(
                      session,
                      () ->
                          session.set(
                              counter,
                              NumberValue.of(
                                  session
                                          .get(counter)
                                          .map(v -> ((NumberValue) v).value())
                                          .orElse(0.0)
                                      + 1)));
                  session.increment(key("org/increments"), number(1));
                }
              }
            }));
      }
      for (Future<?> result : results) {
        result.get();
      }
    }
    Store store = open(place);
    assertThat(read(store, "org/counter")).contains(number(200));
    assertThat(read(store, "org/increments")).contains(number(200));
    assertThat(store.revision()).isEqualTo(400);
  }

  @Test
  void ofTwoWhoSecureItAtOnceOneDoesAndItGoesOnSigning() throws Exception {
    for (int round = 0; round < 5; round++) {
      BackendPlace place = newPlace();
      List<Store> stores = List.of(open(place), open(place));
      List<SigningKey> keys = List.of(SigningKey.generate(), SigningKey.generate());
      List<Future<Boolean>> secured = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
        for (int i = 0; i < 2; i++) {
          Store store = stores.get(i);
          SigningKey key = keys.get(i);
          secured.add(threads.submit(() -> secures(store, key)));
        }
      }
      assertThat(List.of(secured.get(0).get(), secured.get(1).get()))
          .containsExactlyInAnyOrder(true, false);
      SigningKey winner = keys.get(secured.get(0).get() ? 0 : 1);
      for (Store store : stores) {
        try (Session session = store.session(Members.options(Caller.of(Members.ADMIN, winner)))) {
          session.set(key("org/a"), number(round));
        }
      }
    }
  }

  private static boolean secures(Store store, SigningKey key) {
    try {
      store.security().secure(Members.options(Caller.of(Members.ADMIN, key)));
      return true;
    } catch (StorageException e) {
      assertThat(e.code()).isIn(TRANSACTION_CONFLICT, STORE_FORMAT, ACCESS_DENIED);
      return false;
    }
  }

  @Test
  void whatOneHasCachedItDropsWhenAnotherChangesIt() {
    BackendPlace place = newPlace();
    Store one = open(place);
    Store other = open(place);
    put(one, "org/a", number(1));
    put(one, "org/b", number(1));
    for (int changes : List.of(1, 3, 100)) {
      read(one, "org/a");
      read(one, "org/b");
      long hits = one.statistics().cache().hits();
      assertThat(read(one, "org/b")).contains(number(1));
      assertThat(one.statistics().cache().hits()).isEqualTo(hits + 1);
      for (int i = 1; i <= changes; i++) {
        put(other, "org/a", number(changes + i));
      }
      put(one, "org/c", number(changes)); // an own commit behind them
      assertThat(read(one, "org/a")).contains(number(2 * changes));
      assertThat(read(one, "org/b")).contains(number(1));
    }
  }

  @Test
  void readersBesideForeignWritersSeeWhatTheirViewsDemand() throws Exception {
    BackendPlace place = newPlace();
    Store one = open(place);
    Store other = open(place);
    CacheTests.compareWhileWriting(List.of(one, other), List.of(one, one, other));
  }
}
