package coop.covm.storage.tck;

import static coop.covm.storage.StorageError.STORE_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.CacheStatistics;
import coop.covm.storage.Key;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Session;
import coop.covm.storage.Store;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.StoreView;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The cache of values is never seen, but for the time it saves. What it may serve is compared with
 * what the index says as of the same revision, which is read past the cache.
 */
@Timeout(120)
public abstract class CacheTests extends StoreTesting {
  private static final int KEYS = 6;

  @Test
  void whatWasReadIsReadAgainFromTheCache() {
    Store store = newStore();
    put(store, "org/a", text("x"));
    Session session = session(store);
    assertThat(session.get(key("org/a"))).contains(text("x"));
    assertThat(session.get(key("org/a"))).contains(text("x"));
    assertThat(session.contains(key("org/a"))).isTrue();
    assertThat(read(store, "org/a")).contains(text("x"));
    assertThat(cache(store).misses()).isEqualTo(1);
    assertThat(cache(store).hits()).isEqualTo(3);
    assertThat(cache(store).entries()).isEqualTo(1);
  }

  @Test
  void aCommitOfOtherKeysLeavesAnEntryInUse() {
    Store store = newStore();
    put(store, "org/a", number(1));
    read(store, "org/a");
    put(store, "org/b", number(2));
    assertThat(read(store, "org/a")).contains(number(1));
    assertThat(cache(store).hits()).isEqualTo(1);
  }

  @Test
  void everyKindOfChangeIsSeenByTheNextReader() {
    Store store = newStore();
    put(store, "org/a", number(1));
    assertThat(readTwice(store, "org/a")).isEqualTo("[1, 1]");
    put(store, "org/a", number(2));
    assertThat(readTwice(store, "org/a")).isEqualTo("[2, 2]");
    add(store, "org/a", number(3));
    assertThat(readTwice(store, "org/a")).isEqualTo("[5, 5]");
    remove(store, "org/a");
    assertThat(readTwice(store, "org/a")).isEqualTo("[none, none]");
    try (StoreView view = store.view()) {
      assertThat(view.contains(key("org/a"))).isFalse();
    }
    put(store, "org/a", number(6));
    assertThat(readTwice(store, "org/a")).isEqualTo("[6, 6]");
    assertThat(cache(store).invalidations()).isEqualTo(3);
  }

  @Test
  void anOldViewKeepsWhatItShowsThoughANewerValueIsCached() {
    Store store = newStore();
    put(store, "org/a", number(1));
    try (StoreView old = store.view()) {
      put(store, "org/a", number(2));
      read(store, "org/a");
      assertThat(old.get(key("org/a"))).contains(number(1));
      assertThat(old.contains(key("org/a"))).isTrue();
      try (StoreView before = store.viewAt(0)) {
        assertThat(before.get(key("org/a"))).isEmpty();
        assertThat(before.contains(key("org/a"))).isFalse();
      }
    }
  }

  @Test
  void whatAnOldViewReadsIsNotServedToANewerOne() {
    Store store = newStore();
    put(store, "org/a", number(1));
    try (StoreView old = store.view()) {
      old.get(key("org/unused"));
      put(store, "org/a", number(2));
      assertThat(old.get(key("org/a"))).contains(number(1));
      assertThat(read(store, "org/a")).contains(number(2));
    }
  }

  @Test
  void whatIsNotCommittedNeverEntersIt() {
    Store store = newStore();
    put(store, "org/a", number(1));
    Session session = session(store);
    session.begin(1);
    session.set(key("org/a"), number(2));
    assertThat(session.get(key("org/a"))).contains(number(2));
    assertThat(read(store, "org/a")).contains(number(1));
    session.rollback();
    assertThat(session.get(key("org/a"))).contains(number(1));
  }

  @Test
  void aCommitThatFailedLeavesTheOldValue() {
    FailingBackend backend = new FailingBackend(newPlace().open(OpenMode.CREATE));
    Store store = closing(Store.over(backend, OpenMode.CREATE, InstantSource.system()));
    put(store, "org/a", number(1));
    read(store, "org/a");
    backend.fail(true);
    assertFails(STORE_FAILED, () -> put(store, "org/a", number(2)));
    assertThat(readTwice(store, "org/a")).isEqualTo("[1, 1]");
  }

  @Test
  void itKeepsToItsSizeAndTellsWhatHadToGo() {
    Store store = over(1 << 16);
    int keys = 500;
    for (int i = 0; i < keys; i++) {
      put(store, "org/k" + i, text("x".repeat(i)));
    }
    for (int i = 0; i < keys; i++) {
      assertThat(read(store, "org/k" + i)).contains(text("x".repeat(i)));
      assertThat(cache(store).bytes()).isLessThanOrEqualTo(1 << 16);
    }
    CacheStatistics cache = cache(store);
    assertThat(cache.entries()).isBetween(50L, 350L);
    assertThat(cache.evictions()).isEqualTo(keys - cache.entries());
  }

  @Test
  void aValueThatWouldFillItIsNotKept() {
    Store store = over(1 << 16);
    put(store, "org/a", text("x".repeat(1 << 13)));
    read(store, "org/a");
    assertThat(read(store, "org/a")).contains(text("x".repeat(1 << 13)));
    assertThat(cache(store).entries()).isZero();
  }

  @Test
  void absentKeysAreNotKept() {
    Store store = newStore();
    put(store, "org/a", number(1));
    remove(store, "org/a");
    for (String absent : List.of("org/a", "org/b", "org/b")) {
      assertThat(read(store, absent)).isEmpty();
    }
    assertThat(cache(store).entries()).isZero();
  }

  @Test
  void aStoreMayHaveNone() {
    Store store = over(0);
    put(store, "org/a", number(1));
    assertThat(readTwice(store, "org/a")).isEqualTo("[1, 1]");
    put(store, "org/a", number(2));
    assertThat(readTwice(store, "org/a")).isEqualTo("[2, 2]");
    assertThat(cache(store)).isEqualTo(new CacheStatistics(0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void aClosedViewServesNothing() {
    Store store = newStore();
    put(store, "org/a", number(1));
    StoreView view = store.view();
    view.get(key("org/a"));
    view.close();
    assertThatThrownBy(() -> view.get(key("org/a"))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> view.contains(key("org/a"))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void readersAmongWritersSeeWhatTheirViewsDemand() throws Exception {
    Store store = newStore();
    compareWhileWriting(List.of(store), List.of(store, store, store));
    assertThat(cache(store).hits()).isPositive();
    assertThat(cache(store).invalidations()).isPositive();
  }

  /** Writes through the ones and reads through the others, at the same time. */
  static void compareWhileWriting(List<Store> writers, List<Store> readers) throws Exception {
    long seed = System.nanoTime();
    put(writers.getFirst(), randomKey(new Random(seed)).toString(), number(0));
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService executor = Executors.newCachedThreadPool()) {
      List<Future<?>> reading = new ArrayList<>();
      for (Store reader : readers) {
        Random random = new Random(seed + reading.size());
        reading.add(
            executor.submit(() -> {
              while (!over.get()) {
                compare(reader, random, seed);
              }
            }));
      }
      List<Future<?>> writing = new ArrayList<>();
      for (Store writer : writers) {
        for (int i = 0; i < 2; i++) {
          Random random = new Random(seed - 1 - writing.size());
          writing.add(executor.submit(() -> write(writer, random)));
        }
      }
      try {
        for (Future<?> writer : writing) {
          writer.get();
        }
      } finally {
        over.set(true);
      }
      for (Future<?> reader : reading) {
        reader.get();
      }
    }
  }

  private static void write(Store store, Random random) {
    for (int i = 0; i < 400; i++) {
      String key = randomKey(random).toString();
      switch (random.nextInt(4)) {
        case 0 -> add(store, key, number(1));
        case 1 -> remove(store, key);
        default -> put(store, key, number(random.nextInt(1000)));
      }
    }
  }

  private static void compare(Store store, Random random, long seed) {
    long newest = store.revision();
    try (StoreView view = store.view();
        StoreView past = store.viewAt(Math.max(1, newest - random.nextInt(3)))) {
      for (int i = 0; i < 10; i++) {
        Key key = randomKey(random);
        for (StoreView each : List.of(view, past)) {
          assertThat(each.get(key))
              .as("%s as of revision %s, seed %s", key, each.revision(), seed)
              .isEqualTo(each.getAt(key, each.revision()));
        }
      }
    }
  }

  private static Key randomKey(Random random) {
    return key("org/k" + random.nextInt(KEYS));
  }

  private Store over(long cacheBytes) {
    return closing(
        Store.over(
            newPlace().open(OpenMode.CREATE),
            OpenMode.CREATE,
            InstantSource.system(),
            StoreOptions.STANDARD.withCacheBytes(cacheBytes)));
  }

  private static String readTwice(Store store, String key) {
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      seen.add(read(store, key).map(Object::toString).orElse("none"));
    }
    return seen.toString();
  }

  private static CacheStatistics cache(Store store) {
    return store.statistics().cache();
  }
}
