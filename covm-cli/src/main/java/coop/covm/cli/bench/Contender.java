package coop.covm.cli.bench;

import coop.covm.storage.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** One store at one workload: its sessions, and what was measured of them so far. */
final class Contender {
  /** A latency is told to so many digits. */
  private static final int DIGITS = 3;

  private final Workload workload;
  private final String url;
  private final List<Operations> sessions = new ArrayList<>();
  private final List<Histogram> latencies = new ArrayList<>();
  private long nanos;
  private long conflictsBefore;

  Contender(Workload workload, String url, Store store, Settings settings) {
    this.workload = workload;
    this.url = url;
    // All stores meet the same choices.
    SplittableRandom random = new SplittableRandom(settings.seed() + workload.label().hashCode());
    for (int i = 0; i < settings.sessions(); i++) {
      sessions.add(new Operations(store, settings, random.split()));
      latencies.add(new Histogram(DIGITS));
    }
  }

  int sessions() {
    return sessions.size();
  }

  /** Does one operation of a session. */
  void run(int session) {
    sessions.get(session).run(workload);
  }

  /** Notes how long an operation of a session took. */
  void note(int session, long latencyNanos) {
    latencies.get(session).recordValue(Math.max(0, latencyNanos));
  }

  /** Notes that all sessions have worked for a while. */
  void worked(long moreNanos) {
    nanos += moreNanos;
  }

  /** Forgets what was measured, as after warming up. */
  void forget() {
    latencies.forEach(Histogram::reset);
    nanos = 0;
    conflictsBefore = conflicts();
  }

  Figures figures() {
    Histogram all = new Histogram(DIGITS);
    latencies.forEach(all::add);
    return new Figures(workload, url, nanos, conflicts() - conflictsBefore, all);
  }

  private long conflicts() {
    return sessions.stream().mapToLong(Operations::conflicts).sum();
  }
}
