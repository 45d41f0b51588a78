package coop.covm.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Lets stores work by turns, a short slice each, so that whatever else the machine does meets all
 * of them alike. The first slice of each warms up and does not count. For use by one thread, once.
 */
public final class Bench {
  /** How many slices each store works at a workload. */
  private static final int TURNS = 10;

  private static final int KEYS_A_COMMIT = 1_000;

  /** So that commits of large values do not take much memory. */
  private static final int BYTES_A_COMMIT = 4 << 20;

  private final Settings settings;
  private final List<ScratchStore> stores;
  private final Listener listener;
  private final List<Contender> begun = new ArrayList<>();
  private volatile boolean stopped;

  /** Is told how it goes on, by one thread at a time. */
  public interface Listener {
    /** So many keys of all stores were set. */
    void filled(long keys, long of);

    /** So many slices of a workload have ended. */
    void worked(Workload workload, int slices, int of);
  }

  /**
   * @param stores empty; they stay the caller's
   */
  public Bench(Settings settings, List<ScratchStore> stores, Listener listener) {
    this.settings = settings;
    this.stores = List.copyOf(stores);
    this.listener = listener;
  }

  /**
   * Fills the stores, and measures all workloads on all of them.
   *
   * @throws InterruptedException if the thread is interrupted; what was measured until then is told
   *     by {@link #figures}
   */
  public void run() throws InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(settings.sessions())) {
      Workers.await(List.of(threads.submit(this::fill)), () -> stopped = true);
      for (Workload workload : settings.workloads()) {
        measure(workload, threads);
      }
    }
  }

  /** What was measured so far, by workload and then by store, as both were given. */
  public List<Figures> figures() {
    return begun.stream()
        .map(Contender::figures)
        .filter(figures -> figures.operations() > 0)
        .toList();
  }

  private void fill() {
    int step = Math.max(1, Math.min(KEYS_A_COMMIT, BYTES_A_COMMIT / settings.valueBytes()));
    long all = (long) settings.keys() * stores.size();
    long done = 0;
    for (ScratchStore scratch : stores) {
      Operations operations =
          new Operations(scratch.store(), settings, new SplittableRandom(settings.seed()));
      for (int from = 0; from < settings.keys() && !stopped; from += step) {
        int count = Math.min(step, settings.keys() - from);
        operations.fill(from, count);
        done += count;
        listener.filled(done, all);
      }
    }
  }

  private void measure(Workload workload, ExecutorService threads) throws InterruptedException {
    List<Contender> contenders = new ArrayList<>();
    for (ScratchStore scratch : stores) {
      contenders.add(new Contender(workload, scratch.url(), scratch.store(), settings));
    }
    int slices = (TURNS + 1) * contenders.size();
    int ended = 0;
    for (int turn = 0; turn <= TURNS; turn++) {
      for (int i = 0; i < contenders.size(); i++) {
        // Each goes first in every other turn, if there are two.
        Contender contender = contenders.get((i + turn) % contenders.size());
        new Slice(contender, length(turn), settings.rate()).run(threads);
        ended++;
        listener.worked(workload, ended, slices);
      }
      if (turn == 0) {
        contenders.forEach(Contender::forget);
        begun.addAll(contenders);
      }
    }
  }

  /** The part of the whole that belongs to a turn; the first, which warms up, is one more. */
  private Settings.Length length(int turn) {
    return switch (settings.length()) {
      case Settings.Nanos(long nanos) -> new Settings.Nanos(nanos / TURNS);
      case Settings.Count(long operations) -> {
        long part = Math.max(0, turn - 1);
        yield new Settings.Count(operations * (part + 1) / TURNS - operations * part / TURNS);
      }
    };
  }
}
