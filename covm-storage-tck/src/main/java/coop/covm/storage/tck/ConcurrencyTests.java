package coop.covm.storage.tck;

import static coop.covm.storage.StorageError.TRANSACTION_CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.Session;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.Version;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many sessions at once come to what they would come to one after the other. */
@Timeout(120)
public abstract class ConcurrencyTests extends StoreTesting {
  private static final int TRIES = 10;
  private static final KeyPrefix ACCOUNTS = KeyPrefix.parse("org/bank/account");

  @Test
  void transfersKeepTheTotalAndObserversNeverSeeAnother() throws Exception {
    long seed = System.nanoTime();
    Store store = newStore();
    int accounts = 8;
    for (int i = 0; i < accounts; i++) {
      put(store, account(i).toString(), number(100));
    }
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService observers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> observed = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        observed.add(observers.submit(() -> observe(store, accounts * 100, over)));
      }
      inParallel(
          4,
          worker -> {
            Random random = new Random(seed + worker);
            try (Session session = store.session(options("teller" + worker))) {
              for (int i = 0; i < 100; i++) {
                Key from = account(random.nextInt(accounts));
                Key to = account(random.nextInt(accounts));
                double amount = random.nextInt(20);
                run(
                    session,
                    () -> {
                      session.set(from, NumberValue.of(value(session, from) - amount));
                      session.set(to, NumberValue.of(value(session, to) + amount));
                    });
              }
            }
          });
      over.set(true);
      for (Future<Integer> observer : observed) {
        assertThat(observer.get()).as("seed %s", seed).isPositive();
      }
    }
    assertThat(total(store)).as("seed %s", seed).isEqualTo(accounts * 100.0);
    try (StoreView newest = store.view()) {
      for (long revision = accounts; revision <= newest.revision(); revision += 13) {
        try (StoreView past = store.viewAt(revision)) {
          assertThat(total(past)).as("seed %s", seed).isEqualTo(accounts * 100.0);
        }
      }
    }
  }

  @Test
  void contendedReadModifyWritesAllCountWithTenTries() throws Exception {
    Store store = newStore();
    Key counter = key("org/counter");
    inParallel(
        8,
        worker -> {
          try (Session session = store.session(options("worker" + worker))) {
            for (int i = 0; i < 50; i++) {
              run(session, () -> session.set(counter, NumberValue.of(value(session, counter) + 1)));
            }
          }
        });
    assertThat(read(store, "org/counter")).contains(number(400));
    assertThat(store.revision()).isEqualTo(400);
  }

  @Test
  void incrementsNeverConflict() throws Exception {
    Store store = newStore();
    Key counter = key("org/counter");
    inParallel(
        8,
        worker -> {
          try (Session session = store.session(options("worker" + worker))) {
            for (int i = 0; i < 50; i++) {
              if (i % 2 == 0) {
                session.increment(counter, number(1));
              } else {
                session.begin(1);
                session.increment(counter, number(1));
                session.increment(key("org/counters/" + worker), number(1));
                session.commit();
              }
            }
          }
        });
    assertThat(read(store, "org/counter")).contains(number(400));
    assertThat(read(store, "org/counters/3")).contains(number(25));
    List<Version> versions = begin(store).versions(counter);
    assertThat(versions).hasSize(400);
    for (int i = 0; i < versions.size(); i++) {
      assertThat(versions.get(i).value()).contains(number(i + 1));
    }
  }

  @Test
  void insertsIntoAListedRangeConflict() throws Exception {
    Store store = newStore();
    KeyPrefix queue = prefix("org/queue");
    inParallel(
        6,
        worker -> {
          try (Session session = store.session(options("worker" + worker))) {
            for (int i = 0; i < 20; i++) {
              run(
                  session,
                  () -> {
                    int next = session.listKeys(queue).size();
                    Key slot = key("org/queue/" + (1000 + next));
                    assertThat(session.contains(slot)).isFalse();
                    session.set(slot, number(worker));
                  });
            }
          }
        });
    List<Key> slots = begin(store).listKeys(queue);
    assertThat(slots).hasSize(120);
    assertThat(slots.getLast()).isEqualTo(key("org/queue/1119"));
  }

  @Test
  void aTransactionThatHoldsItsTurnHoldsOthersBackForAMomentOnly() throws Exception {
    Store store = newStore();
    Session greedy = session(store);
    greedy.begin(4);
    greedy.get(key("org/a"));
    long start = System.nanoTime();
    put(store, "org/a", number(1));
    assertThat(System.nanoTime() - start)
        .isBetween(TimeUnit.MILLISECONDS.toNanos(300), TimeUnit.SECONDS.toNanos(5));
    greedy.set(key("org/a"), number(2));
    assertFails(TRANSACTION_CONFLICT, greedy::commit);

    start = System.nanoTime();
    greedy.begin(4);
    greedy.set(key("org/a"), number(2));
    greedy.commit();
    greedy.begin(4);
    greedy.rollback();
    put(store, "org/a", number(3));
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(900));
  }

  @Test
  void readersDoNotWaitForATurn() {
    Store store = newStore();
    Session greedy = session(store);
    greedy.begin(9);
    long start = System.nanoTime();
    assertThat(begin(store).commit()).isEmpty();
    assertThat(read(store, "org/a")).isEmpty();
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(500));
    greedy.rollback();
  }

  /** Reads all accounts in transactions that never conflict; gives how many it did. */
  private static int observe(Store store, double total, AtomicBoolean over) {
    int rounds = 0;
    try (Session session = store.session(options("observer"))) {
      do {
        session.begin(1);
        double sum = 0;
        for (Key account : session.listKeys(ACCOUNTS)) {
          sum += value(session, account);
        }
        assertThat(session.commit()).isEmpty();
        assertThat(sum).isEqualTo(total);
        rounds++;
      } while (!over.get());
    }
    return rounds;
  }

  private static double total(Store store) {
    try (StoreView view = store.view()) {
      return total(view);
    }
  }

  private static double total(StoreView view) {
    return view.listKeys(ACCOUNTS).stream()
        .mapToDouble(key -> number(view.get(key).orElseThrow()))
        .sum();
  }

  private static double value(Session session, Key key) {
    return session.get(key).map(ConcurrencyTests::number).orElse(0.0);
  }

  private static double number(Value value) {
    return ((NumberValue) value).value();
  }

  private static Key account(int number) {
    return key("org/bank/account/" + number);
  }

  /** Runs the work in a transaction, as the language's block does: ten tries in all. */
  static void run(Session session, Runnable work) {
    for (int attempt = 1; ; attempt++) {
      session.begin(attempt);
      work.run();
      try {
        session.commit();
        return;
      } catch (StorageException e) {
        if (e.code() != TRANSACTION_CONFLICT || attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  private static void inParallel(int threads, Work work) throws Exception {
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Callable<Optional<Void>>> tasks = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int worker = i;
        tasks.add(() -> {
          work.run(worker);
          return Optional.empty();
        });
      }
      for (Future<Optional<Void>> result : executor.invokeAll(tasks)) {
        result.get();
      }
    }
  }

  /** What one of several threads does. */
  private interface Work {
    void run(int worker) throws Exception;
  }
}
