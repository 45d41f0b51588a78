package coop.covm.storage.tck.history;

import coop.covm.storage.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A crew on one fresh store, and an audit of the store after that. */
final class Round {
  private final long seed;
  private final Random random;
  private final RoundOptions options;
  private final HistoryPlace place;
  private final Crew crew;
  private final Audit audit;

  Round(long seed, RoundOptions options, HistoryPlace place) {
    this.seed = seed;
    this.options = options;
    this.place = place;
    random = new Random(seed);
    LongSupplier clock = new AtomicLong()::incrementAndGet;
    crew = new Crew(0, options.workers(), options.transactions(), options.keyspace(), clock);
    audit = new Audit(options.keyspace(), random, new Recorder(options.workers(), clock));
  }

  /** Plays it; what goes wrong on the way is part of what is told. */
  Played play() throws InterruptedException {
    workAndLook();
    if (options.kept()) {
      try (Store store = place.open(options.storeOptions())) {
        audit.look(store);
      }
    }
    List<RecordedTransaction> transactions = new ArrayList<>(crew.recorded());
    transactions.addAll(audit.recorded());
    Optional<Throwable> failure = crew.failure().or(audit::failure);
    return new Played(new History(seed, transactions, audit.log()), failure);
  }

  private void workAndLook() throws InterruptedException {
    List<Store> stores = new ArrayList<>();
    try {
      for (int i = 0; i < options.stores(); i++) {
        stores.add(place.open(options.storeOptions()));
      }
      crew.work(stores, random);
      stores.forEach(audit::look);
    } finally {
      stores.reversed().forEach(Store::close);
    }
  }
}
