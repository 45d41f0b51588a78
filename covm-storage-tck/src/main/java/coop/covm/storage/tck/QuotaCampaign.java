package coop.covm.storage.tck;

import static coop.covm.storage.StorageError.QUOTA_EXCEEDED;
import static coop.covm.storage.StorageError.TRANSACTION_CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Caller;
import coop.covm.storage.IncrementException;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.Quota;
import coop.covm.storage.Session;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.StoreQuotas.Use;
import coop.covm.storage.StoreView;
import coop.covm.storage.log.CanonicalJson;
import coop.covm.storage.log.NamespaceUse;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sessions that change keys below nested quotas at the same time, roll back, conflict, meet limits
 * and set quotas anew; and the recount of what is there.
 */
final class QuotaCampaign {
  static final List<KeyPrefix> NAMESPACES =
      List.of(
          KeyPrefix.parse("org"),
          KeyPrefix.parse("org/acme"),
          KeyPrefix.parse("org/acme/x"),
          KeyPrefix.parse("org/acme/x/y"),
          KeyPrefix.parse("org/acmes"),
          KeyPrefix.parse("vote"));

  private static final List<String> PLACES =
      List.of("org/", "org/acme/", "org/acme/x/", "org/acme/x/y/", "org/acmes/", "vote/");

  private static final int SESSIONS = 4;

  private final Store store;
  final AtomicInteger exceeded = new AtomicInteger();
  final AtomicInteger conflicts = new AtomicInteger();
  final AtomicInteger rollbacks = new AtomicInteger();

  QuotaCampaign(Store store) {
    this.store = store;
  }

  /** Does so many changes, about as many by each session. */
  void run(long seed, int operations) throws Exception {
    setQuota(new Random(seed));
    try (ExecutorService executor = Executors.newFixedThreadPool(SESSIONS)) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        Random random = new Random(seed + i);
        workers.add(executor.submit(() -> work(random, operations / SESSIONS)));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    }
  }

  private void work(Random random, int operations) {
    try (Session session = store.session(StoreTesting.options("worker"))) {
      int left = operations;
      while (left > 0) {
        if (random.nextInt(60) == 0) {
          left--;
          setQuota(random);
        } else if (random.nextInt(4) == 0) {
          left--;
          attempt(() -> change(session, random));
        } else {
          left -= transaction(session, random);
        }
      }
    }
  }

  private int transaction(Session session, Random random) {
    int changes = 1 + random.nextInt(8);
    session.begin(1);
    attempt(() -> {
      for (int i = 0; i < changes; i++) {
        if (random.nextInt(3) == 0) {
          session.get(key(random));
        }
        change(session, random);
      }
      if (random.nextInt(6) == 0) {
        rollbacks.incrementAndGet();
      } else {
        session.commit();
      }
    });
    if (session.inTransaction()) {
      session.rollback();
    }
    return changes;
  }

  private static void change(Session session, Random random) {
    Key key = key(random);
    switch (random.nextInt(6)) {
      case 0, 1 -> session.delete(key);
      case 2 -> session.increment(key, NumberValue.of(1 + random.nextInt(1000)));
      case 3 -> session.set(key, StringValue.of("é".repeat(random.nextInt(60))));
      default -> session.set(key, NumberValue.of(random.nextInt(100_000)));
    }
  }

  private static Key key(Random random) {
    return Key.parse(PLACES.get(random.nextInt(PLACES.size())) + "k" + random.nextInt(12));
  }

  private void setQuota(Random random) {
    KeyPrefix namespace = NAMESPACES.get(random.nextInt(NAMESPACES.size()));
    Quota quota =
        new Quota(OptionalLong.of(random.nextInt(40)), OptionalLong.of(random.nextInt(3000)));
    attempt(() -> {
      if (random.nextInt(3) == 0) {
        store.quotas().clear(namespace, StoreTesting.options("admin"));
      } else {
        store.quotas().set(namespace, quota, StoreTesting.options("admin"));
      }
    });
  }

  private void attempt(Runnable change) {
    try {
      change.run();
    } catch (StorageException e) {
      assertThat(e.code()).isIn(QUOTA_EXCEEDED, TRANSACTION_CONFLICT);
      (e.code() == QUOTA_EXCEEDED ? exceeded : conflicts).incrementAndGet();
    } catch (IncrementException e) {
      rollbacks.incrementAndGet(); // it met a text
    }
  }

  /** Checks the use of each quota; to be called while nothing is committed. */
  static void assertExact(Store store, String what) {
    for (Use use : store.quotas().list(Caller.NOBODY)) {
      assertThat(use.taken()).as(what).isEqualTo(recount(store, use.taken().namespace()));
    }
  }

  private static NamespaceUse recount(Store store, KeyPrefix namespace) {
    long keys = 0;
    long bytes = 0;
    try (StoreView view = store.view()) {
      for (Key key : view.listKeys(namespace)) {
        Value value = view.get(key).orElseThrow();
        keys++;
        bytes += key.utf8().length + CanonicalJson.utf8(value).length;
      }
    }
    return new NamespaceUse(namespace, keys, bytes);
  }
}
