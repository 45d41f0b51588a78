package coop.covm.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.StoreView;
import coop.covm.storage.encryption.MasterKey;
import coop.covm.storage.encryption.MasterKeys;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.StorageBackend;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys change while others read and commit, who notice nothing. */
@Timeout(120)
public abstract class KeyRotationTests extends StoreTesting {
  private static final KeyPrefix ACME = KeyPrefix.parse("org/acme");
  private static final int THREADS = 4;
  private static final int ROTATIONS = 4;

  @Test
  void keysChangeWhileOthersReadAndCommit() throws Exception {
    StorageBackend backend = closing(newPlace().open(OpenMode.CREATE));
    MasterKeys keys = MasterKeys.of(MasterKey.generate().text(), "the test");
    Store store =
        Store.over(
            backend,
            OpenMode.CREATE,
            InstantSource.system(),
            StoreOptions.STANDARD.withMasterKeys(keys));
    for (int i = 0; i < THREADS; i++) {
      put(store, "org/acme/count" + i, number(0));
    }
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch working = new CountDownLatch(THREADS);
    List<Integer> counts = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
      List<Future<Integer>> workers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        String name = "org/acme/count" + i;
        workers.add(
            executor.submit(() -> {
              int count = 0;
              try (StoreView old = store.view()) {
                while (!over.get() || count < 5) {
                  add(store, name, number(1));
                  count++;
                  assertThat(read(store, name)).contains(number(count));
                  assertThat(old.get(key(name))).contains(number(0));
                  working.countDown();
                }
              } finally {
                working.countDown();
              }
              return count;
            }));
      }
      working.await();
      store.encryption().encrypt(ACME, options("admin"));
      for (int i = 0; i < ROTATIONS; i++) {
        store.encryption().rotate(List.of(ACME), options("admin"));
      }
      over.set(true);
      for (Future<Integer> worker : workers) {
        counts.add(worker.get());
      }
    }
    assertThat(store.encryption().rotate(List.of(ACME), options("admin")).commits())
        .isGreaterThanOrEqualTo(THREADS + counts.stream().mapToInt(Integer::intValue).sum());
    for (int i = 0; i < THREADS; i++) {
      assertThat(read(store, "org/acme/count" + i)).contains(number(counts.get(i)));
      try (StoreView view = store.view()) {
        assertThat(view.versions(key("org/acme/count" + i))).hasSize(counts.get(i) + 1);
      }
    }
    assertThat(keyIds(backend)).hasSize(1);
    assertThat(
            store.audit().verify(options("admin").caller(), Optional.empty(), _ -> {}).findings())
        .isEmpty();
  }

  /** The ids of the keys that values are sealed with; all must be. */
  private static Set<Integer> keyIds(StorageBackend backend) {
    Set<Integer> ids = new TreeSet<>();
    try (BackendSnapshot raw = backend.snapshot()) {
      for (long revision = 1; revision <= raw.head().revision(); revision++) {
        CommitRecord record = raw.commit(revision);
        record.mapValues((place, value) -> {
          if (ACME.contains(key(place.name()))) {
            ids.add(value.sealed().keyId());
          }
          return value;
        });
      }
    }
    return ids;
  }
}
