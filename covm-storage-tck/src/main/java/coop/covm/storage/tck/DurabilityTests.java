package coop.covm.storage.tck;

import static coop.covm.storage.StorageError.STORE_NOT_FOUND;
import static coop.covm.storage.StorageError.STORE_READ_ONLY;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.OpenMode;
import coop.covm.storage.Session;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.Version;
import coop.covm.storage.log.CommitRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was committed is there when the store is opened again. */
public abstract class DurabilityTests extends StoreTesting {
  @Test
  void everythingIsThereAfterOpeningAgain() {
    BackendPlace place = newPlace();
    List<Version> versions;
    try (Store store = open(place)) {
      assertThat(store.created()).isTrue();
      put(store, "org/a", number(1));
      put(store, "org/b", text("zoë 😀"));
      remove(store, "org/a");
      add(store, "org/c", number(5));
      versions = begin(store).versions(key("org/a"));
    }
    try (Store store = open(place)) {
      assertThat(store.created()).isFalse();
      assertThat(store.revision()).isEqualTo(4);
      assertThat(read(store, "org/a")).isEmpty();
      assertThat(read(store, "org/b")).contains(text("zoë 😀"));
      assertThat(read(store, "org/c")).contains(number(5));
      assertThat(begin(store).versions(key("org/a"))).isEqualTo(versions);
      assertThat(begin(store).listKeys(prefix("org"))).isEqualTo(keys("org/b", "org/c"));
      put(store, "org/a", number(2));
      assertThat(store.revision()).isEqualTo(5);
    }
  }

  @Test
  void theUseOfQuotasIsExactAfterOpeningAgain() throws Exception {
    long seed = System.nanoTime();
    System.out.println("DurabilityTests: seed " + seed);
    BackendPlace place = newPlace();
    for (int i = 0; i < 6; i++) {
      try (Store store = open(place)) {
        QuotaCampaign.assertExact(store, "seed " + seed + ", opened for part " + i);
        new QuotaCampaign(store).run(seed + 100L * i, 500);
        QuotaCampaign.assertExact(store, "seed " + seed + ", part " + i);
      }
    }
  }

  @Test
  void theLogIsTheSameAfterOpeningAgain() {
    BackendPlace place = newPlace();
    List<CommitRecord> before;
    try (Store store = open(place)) {
      for (int i = 0; i < 50; i++) {
        put(store, "org/k" + i % 7, number(i));
      }
      before = log(store);
    }
    try (Store store = open(place, OpenMode.EXISTING)) {
      assertThat(log(store)).isEqualTo(before);
      put(store, "org/more", number(1));
      assertThat(log(store).getLast().previous()).isEqualTo(before.getLast().digest());
    }
  }

  @Test
  void whatWasRolledBackIsNotThereAfterOpeningAgain() {
    BackendPlace place = newPlace();
    try (Store store = open(place)) {
      put(store, "org/a", number(1));
      Session session = session(store);
      session.begin(1);
      session.set(key("org/a"), number(2));
    }
    try (Store store = open(place)) {
      assertThat(store.revision()).isEqualTo(1);
      assertThat(read(store, "org/a")).contains(number(1));
    }
  }

  @Test
  void timesDoNotDecreaseOverOpeningAgain() {
    BackendPlace place = newPlace();
    try (Store store =
        Store.over(
            place.open(OpenMode.CREATE), OpenMode.CREATE, () -> Instant.ofEpochMilli(9_000))) {
      put(store, "org/a", number(1));
    }
    try (Store store =
        Store.over(
            place.open(OpenMode.CREATE), OpenMode.CREATE, () -> Instant.ofEpochMilli(1_000))) {
      put(store, "org/a", number(2));
      assertThat(begin(store).versions(key("org/a")))
          .extracting(Version::timeMillis)
          .containsExactly(9_000L, 9_000L);
    }
  }

  @Test
  void aStoreThatIsNotThereIsOnlyMadeWhenAsked() {
    BackendPlace place = newPlace();
    assertFails(STORE_NOT_FOUND, () -> place.open(OpenMode.EXISTING));
    assertFails(STORE_NOT_FOUND, () -> place.open(OpenMode.READ_ONLY));
    open(place).close();
    try (Store store = open(place, OpenMode.EXISTING)) {
      assertThat(store.revision()).isZero();
    }
  }

  @Test
  void aStoreOpenedForReadingTakesNoChange() {
    BackendPlace place = newPlace();
    try (Store store = open(place)) {
      put(store, "org/a", number(1));
    }
    try (Store store = open(place, OpenMode.READ_ONLY)) {
      Session session = session(store);
      assertThat(session.get(key("org/a"))).contains(number(1));
      assertFails(STORE_READ_ONLY, () -> session.set(key("org/a"), number(2)));
      assertFails(STORE_READ_ONLY, () -> session.delete(key("org/a")));
      assertFails(STORE_READ_ONLY, () -> session.increment(key("org/a"), number(2)));
      StorageTransaction transaction = begin(store);
      assertFails(STORE_READ_ONLY, () -> transaction.set(key("org/a"), number(2)));
      assertThat(transaction.get(key("org/a"))).contains(number(1));
      assertThat(transaction.commit()).isEmpty();
      session.begin(4);
      session.rollback();
      try (Store overlay = store.overlay()) {
        put(overlay, "org/a", number(3));
        assertThat(read(overlay, "org/a")).contains(number(3));
      }
    }
  }

  private static List<CommitRecord> log(Store store) {
    List<CommitRecord> log = new ArrayList<>();
    try (StoreView view = store.view()) {
      for (long revision = 1; revision <= view.revision(); revision++) {
        log.add(view.commit(revision));
      }
    }
    return log;
  }
}
