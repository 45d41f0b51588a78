package coop.covm.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.CompactionReport;
import coop.covm.storage.HistoryPolicy;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Session;
import coop.covm.storage.StorageError;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.Version;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.MalformedRecordException;
import coop.covm.storage.log.SaltedValue;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.Compaction;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.value.NullValue;
import coop.covm.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Compaction erases exactly what the policies let go, and nothing that somebody still reads. */
abstract class CompactionTests extends StoreTesting {
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final AtomicLong now = new AtomicLong(1_000_000_000_000L);

  @Test
  void withoutAPolicyNothingGoes() {
    Store store = newStore();
    setThrice(store, "org/a/x");
    assertThat(store.history().compact(options("ann")).versions()).isZero();
    assertThat(store.revision()).isEqualTo(3);
    assertThat(valueAt(store, "org/a/x", 1)).contains(number(1));
  }

  @Test
  void theNewestVersionsStayAndOlderOnesSayThatTheyAreGone() {
    Store store = newStore();
    setThrice(store, "org/a/x");
    keep(store, "org", new HistoryPolicy.Versions(2));
    assertThat(store.history().plan()).isEqualTo(new CompactionReport(4, 1, 1));
    assertThat(store.history().compact(options("ann"))).isEqualTo(new CompactionReport(4, 1, 1));

    assertFails(StorageError.REVISION_COMPACTED, () -> valueAt(store, "org/a/x", 1));
    assertThat(valueAt(store, "org/a/x", 2)).contains(number(2));
    assertThat(valueAt(store, "org/a/x", 3)).contains(number(3));
    assertThat(versions(store, "org/a/x")).containsExactly(2L, 3L);
    assertThat(store.history().compact(options("ann")).versions()).isZero();
  }

  @Test
  void aListingAsOfWhatIsGoneSaysSo() {
    Store store = newStore();
    setThrice(store, "org/a/x");
    put(store, "org/b/y", number(7));
    keep(store, "org/a", new HistoryPolicy.Versions(1));
    store.history().compact(options("ann"));
    try (StoreView view = store.viewAt(1)) {
      assertFails(StorageError.REVISION_COMPACTED, () -> view.listKeys(prefix("org/a")));
      assertFails(StorageError.REVISION_COMPACTED, () -> view.contains(key("org/a/x")));
      assertThat(view.listKeys(prefix("org/b"))).isEmpty();
    }
  }

  @Test
  void everyCommitKeepsItsDigestsAndTheChainHolds() {
    Store store = newStore();
    setThrice(store, "org/a/x");
    add(store, "org/a/n", number(5));
    add(store, "org/a/n", number(6));
    List<CommitRecord> before = commits(store);
    keep(store, "org", new HistoryPolicy.Versions(1));
    store.history().compact(options("ann"));
    List<CommitRecord> after = commits(store);
    Digest previous = Digest.NONE;
    for (int i = 0; i < after.size(); i++) {
      CommitRecord commit = after.get(i);
      assertThat(commit.previous()).isEqualTo(previous);
      previous = commit.digest();
      if (i < before.size()) {
        assertThat(commit).isEqualTo(before.get(i));
      }
    }
    assertThat(erased(after.get(0))).isTrue();
    assertThat(erased(after.get(1))).isTrue();
    assertThat(erased(after.get(2))).isFalse();
    assertThat(erased(after.get(3))).isTrue();
    assertThat(erased(after.get(4))).isFalse();
    assertThat(after.getLast().body().principal()).contains("ann");
    assertThat(after.getLast().body().changes())
        .singleElement()
        .satisfies(change -> assertThat(change.key()).isEqualTo(key("system/compaction")));
  }

  @Test
  void whatWasHeldAtAnyTimeInTheLastDaysStays() {
    Store store = closing(Store.over(newPlace().open(OpenMode.CREATE), OpenMode.CREATE, clock()));
    keep(store, "org", new HistoryPolicy.Days(30));
    put(store, "org/a/x", number(1)); // 2, replaced before the 30 days
    put(store, "org/a/x", number(2)); // 3, held when they began
    now.addAndGet(10 * DAY);
    put(store, "org/a/x", number(3)); // 4
    now.addAndGet(25 * DAY);
    assertThat(store.history().compact(options("ann")).versions()).isEqualTo(1);
    assertFails(StorageError.REVISION_COMPACTED, () -> valueAt(store, "org/a/x", 2));
    assertThat(valueAt(store, "org/a/x", 3)).contains(number(2));
    now.addAndGet(40 * DAY);
    assertThat(store.history().compact(options("ann")).versions()).isEqualTo(1);
    assertThat(versions(store, "org/a/x")).containsExactly(4L);
  }

  @Test
  void theLongestPrefixDecidesAndSystemKeepsEverything() {
    Store store = newStore();
    for (String place : List.of("org/a/x", "org/a/kept/x", "org/b/x")) {
      setThrice(store, place);
    }
    store
        .history()
        .keep(Optional.empty(), Optional.of(new HistoryPolicy.Versions(2)), options("ann"));
    keep(store, "org/a", new HistoryPolicy.Versions(1));
    keep(store, "org/a/kept", HistoryPolicy.EVERYTHING);
    keep(store, "org/a", new HistoryPolicy.Versions(1));
    keep(store, "member", new HistoryPolicy.Versions(3));
    keep(store, "member", new HistoryPolicy.Versions(4));
    assertThat(store.history().compact(options("ann")).keys()).isEqualTo(2);
    assertThat(versions(store, "org/a/x")).hasSize(1);
    assertThat(versions(store, "org/a/kept/x")).hasSize(3);
    assertThat(versions(store, "org/b/x")).hasSize(2);
    assertThat(versions(store, "system/history/member")).hasSize(2);
    assertFails(StorageError.INVALID_KEY, () -> keep(store, "system", HistoryPolicy.EVERYTHING));
  }

  @Test
  void aPolicyStatedForTheNameOfAKeyCountsForThatKey() {
    Store store = newStore();
    setThrice(store, "org/a/x");
    setThrice(store, "org/a/y");
    keep(store, "org/a", new HistoryPolicy.Versions(1));
    keep(store, "org/a/x", HistoryPolicy.EVERYTHING);
    store.history().compact(options("ann"));
    assertThat(versions(store, "org/a/x")).hasSize(3);
    assertThat(versions(store, "org/a/y")).hasSize(1);
  }

  @Test
  void aPolicyCanBeTakenBack() {
    Store store = newStore();
    keep(store, "org/a", new HistoryPolicy.Versions(1));
    assertThat(store.history().policies().of(key("org/a/x")))
        .isEqualTo(new HistoryPolicy.Versions(1));
    store.history().keep(Optional.of(KeyPrefix.parse("org/a")), Optional.empty(), options("ann"));
    assertThat(store.history().policies().of(key("org/a/x"))).isEqualTo(HistoryPolicy.EVERYTHING);
    assertThat(store.history().policies().byNamespace()).isEmpty();
  }

  @Test
  void removalsAndWhatCameBeforeThemAreToldApartFromAbsence() {
    Store store = newStore();
    put(store, "org/a/x", number(1)); // 1
    remove(store, "org/a/x"); // 2
    put(store, "org/a/x", number(3)); // 3
    remove(store, "org/a/x"); // 4
    put(store, "org/a/never", number(5)); // 5
    keep(store, "org", new HistoryPolicy.Versions(1)); // 6
    store.history().compact(options("ann"));
    for (long gone = 1; gone <= 3; gone++) {
      long revision = gone;
      assertFails(StorageError.REVISION_COMPACTED, () -> valueAt(store, "org/a/x", revision));
    }
    assertThat(valueAt(store, "org/a/x", 4)).isEmpty();
    assertThat(valueAt(store, "org/a/never", 4)).isEmpty();
    assertThat(versions(store, "org/a/x")).containsExactly(4L);
  }

  @Test
  void whatAnOpenViewSessionOrTransactionReadsStays() {
    Store store = newStore();
    put(store, "org/a/x", number(1));
    Session session = session(store);
    StoreView view = closing(store.view());
    var transaction = begin(store);
    put(store, "org/a/x", number(2));
    put(store, "org/a/x", number(3));
    keep(store, "org", new HistoryPolicy.Versions(1));
    assertThat(store.history().compact(options("ann")).versions()).isZero();
    assertThat(view.get(key("org/a/x"))).contains(number(1));
    view.close();
    transaction.close();
    assertThat(store.history().compact(options("ann")).versions()).isZero();
    assertThat(session.get(key("org/a/x"))).contains(number(1));
    session.close();
    assertThat(store.history().compact(options("ann")).versions()).isEqualTo(2);
  }

  @Test
  void readersAndWritersGoOnMeanwhile() throws Exception {
    long seed = System.nanoTime();
    Store store = newStore();
    keep(store, "org", new HistoryPolicy.Versions(2));
    AtomicBoolean over = new AtomicBoolean();
    List<Throwable> failures = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      Random random = new Random(seed + t);
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  while (!over.get()) {
                    checkStable(store, "org/a/k" + random.nextInt(5));
                  }
                } catch (Throwable e) {
                  synchronized (failures) {
                    failures.add(e);
                  }
                }
              }));
    }
    Map<String, Value> last = new HashMap<>();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      String key = "org/a/k" + random.nextInt(5);
      last.put(key, number(i));
      put(store, key, number(i));
      if (i % 30 == 29) {
        store.history().compact(options("ann"));
      }
    }
    over.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).as("seed %d", seed).isEmpty();
    last.forEach((key, value) -> assertThat(read(store, key)).contains(value));
    store.history().compact(options("ann"));
    last.keySet().forEach(key -> assertThat(versions(store, key)).hasSizeLessThanOrEqualTo(2));
  }

  /** What a view shows stays, and can be read as of its own revision in every way. */
  private static void checkStable(Store store, String key) {
    try (StoreView view = store.view()) {
      Optional<Value> first = view.get(key(key));
      for (int i = 0; i < 3; i++) {
        assertThat(view.get(key(key))).isEqualTo(first);
      }
      if (view.revision() > 0) {
        assertThat(view.getAt(key(key), view.revision())).isEqualTo(first);
        try (StoreView again = store.viewAt(view.revision())) {
          assertThat(again.get(key(key))).isEqualTo(first);
          List<Version> versions = again.versions(key(key));
          assertThat(versions.isEmpty() ? Optional.empty() : versions.getLast().value())
              .isEqualTo(first);
        }
      }
    }
  }

  private static void setThrice(Store store, String key) {
    for (int i = 1; i <= 3; i++) {
      put(store, key, number(i));
    }
  }

  private static void keep(Store store, String namespace, HistoryPolicy policy) {
    store
        .history()
        .keep(Optional.of(KeyPrefix.parse(namespace)), Optional.of(policy), options("ann"));
  }

  private static Optional<Value> valueAt(Store store, String key, long revision) {
    try (StoreView view = store.view()) {
      return view.getAt(key(key), revision);
    }
  }

  private static List<Long> versions(Store store, String key) {
    try (StoreView view = store.view()) {
      return view.versions(key(key)).stream().map(Version::revision).toList();
    }
  }

  private static List<CommitRecord> commits(Store store) {
    List<CommitRecord> commits = new ArrayList<>();
    try (StoreView view = store.view()) {
      for (long revision = 1; revision <= view.revision(); revision++) {
        commits.add(view.commit(revision));
      }
    }
    return commits;
  }

  private static boolean erased(CommitRecord commit) {
    return commit.body().changes().stream()
        .map(Change::made)
        .allMatch(made -> made.map(SaltedValue::isErased).orElse(false));
  }

  private InstantSource clock() {
    return () -> Instant.ofEpochMilli(now.get());
  }

  @Test
  void anEntryIsReplacedOnlyIfItIsStillWhatItWas() throws Exception {
    try (StorageBackend backend = newPlace().open(OpenMode.CREATE)) {
      backend.commit(Commits.batch(Head.EMPTY, "a", "b", "a"));
      SaltedValue value = new SaltedValue(new byte[SaltedValue.SALT_BYTES], NullValue.NULL);
      List<Compaction.Replacement> replaced =
          List.of(
              CommitIndex.sealing(1, Commits.key("a"), value),
              CommitIndex.sealing(2, Commits.key("b"), value),
              CommitIndex.sealing(1, Commits.key("c"), value));
      backend.compact(new Compaction(new long[0], r -> r, List.of(), List.of(), replaced));
      try (BackendSnapshot snapshot = backend.snapshot()) {
        assertThat(snapshot.get(CommitIndex.currentKey(Commits.key("a"))))
            .map(CompactionTests::isSealed)
            .contains(false);
        assertThat(snapshot.get(CommitIndex.currentKey(Commits.key("b"))))
            .map(CompactionTests::isSealed)
            .contains(true);
        assertThat(snapshot.get(CommitIndex.currentKey(Commits.key("c")))).isEmpty();
      }
    }
  }

  private static boolean isSealed(byte[] entry) {
    try {
      return CommitIndex.current(entry).isSealed();
    } catch (MalformedRecordException e) {
      throw new AssertionError(e);
    }
  }
}
