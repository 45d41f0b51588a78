package coop.covm.storage.tck.history;

import coop.covm.storage.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Workers on one fresh store, all at the same time, and an audit of the store after that. */
final class Round {
  private final long seed;
  private final RoundOptions options;
  private final HistoryPlace place;
  private final LongSupplier clock = new AtomicLong()::incrementAndGet;
  private final List<RecordedTransaction> transactions = new ArrayList<>();
  private final Recorder auditor;
  private final Audit audit;
  private Optional<Throwable> failure = Optional.empty();
  private List<LoggedCommit> log = List.of();

  Round(long seed, RoundOptions options, HistoryPlace place) {
    this.seed = seed;
    this.options = options;
    this.place = place;
    auditor = new Recorder(options.workers(), clock);
    audit = new Audit(options.keyspace(), new Random(seed), auditor);
  }

  /** Plays it; what goes wrong on the way is part of what is told. */
  Played play() throws InterruptedException {
    workAndLook();
    if (options.kept()) {
      try (Store store = place.open(options.storeOptions())) {
        look(store);
      }
    }
    transactions.addAll(auditor.recorded());
    return new Played(new History(seed, transactions, log), failure);
  }

  private void workAndLook() throws InterruptedException {
    List<Store> stores = new ArrayList<>();
    try {
      for (int i = 0; i < options.stores(); i++) {
        stores.add(place.open(options.storeOptions()));
      }
      work(stores);
      stores.forEach(this::look);
    } finally {
      stores.reversed().forEach(Store::close);
    }
  }

  private void work(List<Store> stores) throws InterruptedException {
    List<Recorder> recorders = new ArrayList<>();
    List<Future<?>> works = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(options.workers())) {
      for (int i = 0; i < options.workers(); i++) {
        Recorder recorder = new Recorder(i, clock);
        recorders.add(recorder);
        Random random = new Random(seed * 31 + i);
        Worker worker =
            new Worker(stores.get(i % stores.size()), i, random, options.keyspace(), recorder);
        works.add(executor.submit(() -> worker.work(options.transactions() / options.workers())));
      }
      for (Future<?> work : works) {
        await(work);
      }
    }
    recorders.forEach(recorder -> transactions.addAll(recorder.recorded()));
  }

  private void await(Future<?> work) throws InterruptedException {
    try {
      work.get();
    } catch (ExecutionException e) {
      failed(e.getCause() == null ? e : e.getCause());
    }
  }

  private void look(Store store) {
    try {
      audit.look(store);
      log = Audit.log(store);
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private void failed(Throwable cause) {
    failure = failure.or(() -> Optional.of(cause));
  }

  /**
   * What came of it.
   *
   * @param failure what a worker or the audit threw, which no sound store makes them
   */
  record Played(History history, Optional<Throwable> failure) {}
}
