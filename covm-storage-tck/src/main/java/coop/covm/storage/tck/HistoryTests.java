package coop.covm.storage.tck;

import static coop.covm.storage.StorageError.REVISION_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Key;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Session;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.Version;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Every revision of every key stays readable. */
public abstract class HistoryTests extends StoreTesting {
  @Test
  void everyVersionOfAKeyIsKeptWithTimeAndPrincipal() {
    AtomicLong clock = new AtomicLong(1_000);
    Store store = storeWithClock(clock);
    commitAs(store, "alice", Optional.of(number(1)));
    clock.set(2_000);
    put(store, "org/other", number(0));
    commitAs(store, "bob", Optional.of(text("x")));
    commitAs(store, "bob", Optional.empty());
    clock.set(3_000);
    commitAs(store, "alice", Optional.of(number(2)));
    assertThat(begin(store).versions(key("org/a")))
        .containsExactly(
            new Version(1, 1_000, Optional.of("alice"), Optional.of(number(1))),
            new Version(3, 2_000, Optional.of("bob"), Optional.of(text("x"))),
            new Version(4, 2_000, Optional.of("bob"), Optional.empty()),
            new Version(5, 3_000, Optional.of("alice"), Optional.of(number(2))));
    assertThat(begin(store).versions(key("org/none"))).isEmpty();
  }

  private static void commitAs(Store store, String principal, Optional<Value> value) {
    try (StorageTransaction transaction = store.begin(options(principal))) {
      value.ifPresentOrElse(
          v -> transaction.set(key("org/a"), v), () -> transaction.delete(key("org/a")));
      transaction.commit();
    }
  }

  @Test
  void anyReadTakesARevision() {
    Store store = newStore();
    put(store, "org/a", number(1));
    put(store, "org/b", number(2));
    remove(store, "org/a");
    StorageTransaction transaction = begin(store);
    assertThat(transaction.getAt(key("org/a"), 1)).contains(number(1));
    assertThat(transaction.getAt(key("org/a"), 2)).contains(number(1));
    assertThat(transaction.getAt(key("org/a"), 3)).isEmpty();
    assertThat(transaction.getAt(key("org/b"), 1)).isEmpty();
    transaction.set(key("org/b"), number(99));
    assertThat(transaction.getAt(key("org/b"), 3)).contains(number(2));
  }

  @Test
  void aRevisionThatIsNotInTheViewIsNotFound() {
    Store store = newStore();
    assertFails(REVISION_NOT_FOUND, () -> begin(store).getAt(key("org/a"), 1));
    put(store, "org/a", number(1));
    StorageTransaction transaction = begin(store);
    put(store, "org/a", number(2));
    assertFails(REVISION_NOT_FOUND, () -> transaction.getAt(key("org/a"), 0));
    assertFails(REVISION_NOT_FOUND, () -> transaction.getAt(key("org/a"), -1));
    assertFails(REVISION_NOT_FOUND, () -> transaction.getAt(key("org/a"), 2));
    assertFails(REVISION_NOT_FOUND, () -> transaction.getAt(key("org/a"), Long.MAX_VALUE));
    assertFails(REVISION_NOT_FOUND, () -> store.viewAt(3));
    assertFails(REVISION_NOT_FOUND, () -> store.viewAt(-1));
  }

  @Test
  void everyRevisionReadsAsItWasAtItsTime() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Store store = newStore();
    List<Map<Key, Value>> past = new ArrayList<>();
    Map<Key, Value> model = new TreeMap<>();
    past.add(Map.of());
    for (int i = 0; i < 150; i++) {
      try (StorageTransaction transaction = store.begin(options("alice"))) {
        for (int j = random.nextInt(3); j >= 0; j--) {
          Key key = key("org/a/" + random.nextInt(12));
          if (random.nextInt(3) == 0) {
            transaction.delete(key);
            model.remove(key);
          } else {
            transaction.set(key, number(i));
            model.put(key, number(i));
          }
        }
        if (transaction.commit().isPresent()) {
          past.add(new TreeMap<>(model));
        }
      }
    }
    assertThat(store.revision()).isEqualTo(past.size() - 1);
    for (int revision = 0; revision < past.size(); revision++) {
      Map<Key, Value> expected = past.get(revision);
      try (StoreView view = store.viewAt(revision)) {
        assertThat(view.listKeys(prefix("org")))
            .as("seed %s", seed)
            .isEqualTo(List.copyOf(expected.keySet()));
        for (int i = 0; i < 12; i++) {
          Key key = key("org/a/" + i);
          assertThat(view.get(key))
              .as("seed %s", seed)
              .isEqualTo(Optional.ofNullable(expected.get(key)));
          assertThat(view.contains(key)).isEqualTo(expected.containsKey(key));
        }
      }
    }
  }

  @Test
  void aKeyOfManyVersionsIsReadAtAnyOfThem() {
    Store store = newStore();
    int versions = 1_000;
    Session session = session(store);
    for (int i = 1; i <= versions; i++) {
      session.set(key("org/a"), number(i));
    }
    assertThat(session.versions(key("org/a"))).hasSize(versions);
    for (int i = 1; i <= versions; i += 37) {
      assertThat(session.getAt(key("org/a"), i)).contains(number(i));
    }
  }

  @Test
  void timesNeverDecreaseEvenIfTheClockDoes() {
    AtomicLong clock = new AtomicLong(5_000);
    Store store = storeWithClock(clock);
    put(store, "org/a", number(1));
    clock.set(1_000);
    put(store, "org/a", number(2));
    clock.set(4_999);
    put(store, "org/a", number(3));
    clock.set(6_000);
    put(store, "org/a", number(4));
    assertThat(begin(store).versions(key("org/a")))
        .extracting(Version::timeMillis)
        .containsExactly(5_000L, 5_000L, 5_000L, 6_000L);
    try (StoreView view = store.view()) {
      assertThat(view.revisionAt(4_999)).isZero();
      assertThat(view.revisionAt(5_000)).isEqualTo(3);
      assertThat(view.revisionAt(5_999)).isEqualTo(3);
      assertThat(view.revisionAt(Long.MAX_VALUE)).isEqualTo(4);
    }
  }

  @Test
  void theLogIsAChainOfDigestsFromTheFirstCommit() {
    Store store = newStore();
    for (int i = 0; i < 10; i++) {
      put(store, "org/a", number(i));
    }
    try (StoreView view = store.view()) {
      Digest previous = Digest.NONE;
      for (long revision = 1; revision <= 10; revision++) {
        CommitRecord commit = view.commit(revision);
        assertThat(commit.revision()).isEqualTo(revision);
        assertThat(commit.previous()).isEqualTo(previous);
        assertThat(
                CommitRecord.seal(revision, commit.timeMillis(), previous, commit.body()).digest())
            .isEqualTo(commit.digest());
        previous = commit.digest();
      }
      assertFails(REVISION_NOT_FOUND, () -> view.commit(11));
      assertFails(REVISION_NOT_FOUND, () -> view.commit(0));
    }
  }

  private Store storeWithClock(AtomicLong millis) {
    return closing(
        Store.over(
            newPlace().open(OpenMode.CREATE),
            OpenMode.CREATE,
            () -> Instant.ofEpochMilli(millis.get())));
  }
}
