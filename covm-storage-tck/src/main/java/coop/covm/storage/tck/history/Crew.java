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
import java.util.function.LongSupplier;

/** Workers of one process, all at the same time, each in a thread of its own. */
final class Crew {
  private final int firstWorker;
  private final int workers;
  private final long transactions;
  private final Keyspace keyspace;
  private final LongSupplier clock;
  private final List<RecordedTransaction> recorded = new ArrayList<>();
  private Optional<Throwable> failure = Optional.empty();

  /**
   * @param firstWorker the number of the first; the others have those after it
   * @param transactions how many transactions all of them record, about
   */
  Crew(int firstWorker, int workers, long transactions, Keyspace keyspace, LongSupplier clock) {
    this.firstWorker = firstWorker;
    this.workers = workers;
    this.transactions = transactions;
    this.keyspace = keyspace;
    this.clock = clock;
  }

  /** What they did, when they are done. */
  List<RecordedTransaction> recorded() {
    return recorded;
  }

  /** What the first of those threw that could not go on. */
  Optional<Throwable> failure() {
    return failure;
  }

  /**
   * Works until all are done.
   *
   * @param stores each worker has one of them
   * @param seeds gives each worker the seed of its choices
   */
  void work(List<Store> stores, Random seeds) throws InterruptedException {
    List<Recorder> recorders = new ArrayList<>();
    List<Future<?>> works = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(workers)) {
      for (int i = 0; i < workers; i++) {
        int number = firstWorker + i;
        Recorder recorder = new Recorder(number, clock);
        recorders.add(recorder);
        Random random = new Random(seeds.nextLong());
        Worker worker =
            new Worker(stores.get(i % stores.size()), number, random, keyspace, recorder);
        works.add(executor.submit(() -> worker.work(transactions / workers)));
      }
      for (Future<?> work : works) {
        await(work);
      }
    }
    recorders.forEach(recorder -> recorded.addAll(recorder.recorded()));
  }

  private void await(Future<?> work) throws InterruptedException {
    try {
      work.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      failure = failure.or(() -> Optional.of(cause));
    }
  }
}
