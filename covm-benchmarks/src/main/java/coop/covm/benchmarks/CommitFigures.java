package coop.covm.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Commits of one value by one session and by many, beside RocksDB and the physical limit. */
final class CommitFigures {
  private static final int KEYS = 10_000;
  private static final int SESSIONS = 32;
  private static final int VIRTUAL_THREADS = 1000;
  private static final Pairing TURNS = new Pairing(11, 1500);
  private static final Pairing FEWER_TURNS = new Pairing(5, 1500);

  private CommitFigures() {}

  static void measure(Path place, Figures figures) throws Exception {
    measureEmbedded(place, figures);
    measureOthers(place);
  }

  private static void measureEmbedded(Path place, Figures figures) throws Exception {
    try (RawRocksDb raw = new RawRocksDb(place.resolve("raw"));
        CovmStore rocks = new CovmStore("rocksdb:" + place.resolve("ours"));
        PreallocatedLog limit = new PreallocatedLog(place.resolve("limit"))) {
      Map<String, Double> one =
          TURNS.measure(
              "Durable commits of one 100-byte value, 1 session",
              List.of(limit, raw.commits(KEYS), rocks.commits(1, false, KEYS)));
      Map<String, Double> many =
          TURNS.measure(
              SESSIONS + " sessions",
              List.of(
                  raw.batchedCommits(SESSIONS, false, KEYS), rocks.commits(SESSIONS, false, KEYS)));
      TURNS.measure(
          VIRTUAL_THREADS + " virtual threads",
          List.of(
              raw.batchedCommits(VIRTUAL_THREADS, true, KEYS),
              rocks.commits(VIRTUAL_THREADS, true, KEYS)));
      figures.addRatio("commit-1", one, "covm rocksdb:", "raw RocksDB, synced");
      figures.addRatio(
          "commit-32", many, "covm rocksdb:", "raw RocksDB, synced, one batching thread");
      figures.add(
          "commit-scaling",
          Figures.rate(many, "covm rocksdb:") / Figures.rate(one, "covm rocksdb:"));
    }
  }

  /**
   * The other stores, by themselves: what the one in memory keeps of its history would have the
   * garbage collector work in the turns of the others.
   */
  private static void measureOthers(Path place) throws Exception {
    try (PreallocatedLog limit = new PreallocatedLog(place.resolve("limit-again"));
        CovmStore file = new CovmStore("file:" + place.resolve("file"));
        CovmStore memory = new CovmStore("memory:")) {
      FEWER_TURNS.measure(
          "Other stores, 1 session",
          List.of(limit, file.commits(1, false, KEYS), memory.commits(1, false, KEYS)));
      FEWER_TURNS.measure(
          "Other stores, " + SESSIONS + " sessions",
          List.of(file.commits(SESSIONS, false, KEYS), memory.commits(SESSIONS, false, KEYS)));
    }
  }
}
