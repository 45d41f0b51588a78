package coop.covm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Commits, reads and scans of our stores beside RocksDB by itself and beside the physical limit.
 * Ends with one line {@code ratio NAME VALUE} a figure; more is better.
 */
final class StoreSuite {
  private static final int KEYS = 1_000_000;
  private static final int COMMIT_KEYS = 10_000;
  private static final long CACHE_BYTES = 1L << 30;
  private static final int SESSIONS = 32;
  private static final int VIRTUAL_THREADS = 1000;
  private static final Pairing COMMITS = new Pairing(7, 1500);
  private static final Pairing READS = new Pairing(7, 1500);

  private final Path place;
  private final Map<String, Double> ratios = new LinkedHashMap<>();

  private StoreSuite(Path place) {
    this.place = place;
  }

  static void run(Path below) throws Exception {
    Path place = Files.createTempDirectory(below, "covm-bench-");
    try {
      new StoreSuite(place).measure();
    } finally {
      remove(place);
    }
  }

  private void measure() throws Exception {
    System.out.printf(
        Locale.ROOT,
        "Java %s, %d processors, stores below %s%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        place);
    commits();
    reads();
    ratios.forEach((name, ratio) -> System.out.printf(Locale.ROOT, "ratio %s %.2f%n", name, ratio));
  }

  private void commits() throws Exception {
    try (RawRocksDb raw = new RawRocksDb(place.resolve("raw"));
        CovmStore rocks = new CovmStore("rocksdb:" + place.resolve("ours"));
        CovmStore file = new CovmStore("file:" + place.resolve("file"));
        CovmStore memory = new CovmStore("memory:");
        PreallocatedLog limit = new PreallocatedLog(place.resolve("limit"))) {
      Map<String, Double> one =
          COMMITS.measure(
              "Durable commits of one 100-byte value, 1 session",
              List.of(
                  limit,
                  raw.commits(COMMIT_KEYS),
                  rocks.commits(1, false, COMMIT_KEYS),
                  file.commits(1, false, COMMIT_KEYS),
                  memory.commits(1, false, COMMIT_KEYS)));
      Map<String, Double> many =
          COMMITS.measure(
              SESSIONS + " sessions",
              List.of(
                  raw.batchedCommits(SESSIONS, false, COMMIT_KEYS),
                  rocks.commits(SESSIONS, false, COMMIT_KEYS),
                  file.commits(SESSIONS, false, COMMIT_KEYS),
                  memory.commits(SESSIONS, false, COMMIT_KEYS)));
      COMMITS.measure(
          VIRTUAL_THREADS + " virtual threads",
          List.of(
              raw.batchedCommits(VIRTUAL_THREADS, true, COMMIT_KEYS),
              rocks.commits(VIRTUAL_THREADS, true, COMMIT_KEYS)));
      double ours = rate(one, "covm rocksdb:");
      ratios.put("commit-1", ours / rate(one, "raw RocksDB, synced"));
      double ours32 = rate(many, "covm rocksdb:");
      ratios.put("commit-32", ours32 / rate(many, "raw RocksDB, synced, one batching thread"));
      ratios.put("commit-scaling", ours32 / ours);
    }
  }

  private void reads() throws Exception {
    String million = "rocksdb:" + place.resolve("ours-million");
    try (RawRocksDb raw = new RawRocksDb(place.resolve("raw-million"));
        CovmStore memory = new CovmStore("memory:")) {
      raw.load(KEYS);
      memory.load(KEYS);
      try (CovmStore rocks = new CovmStore(million)) {
        rocks.load(KEYS);
        Map<String, Double> gets =
            READS.measure(
                "Reads of one of a million keys at random, 1 session",
                List.of(raw.gets(KEYS), rocks.gets(KEYS), memory.gets(KEYS)));
        ratios.put("get", rate(gets, "covm rocksdb:") / rate(gets, "raw RocksDB"));
        Map<String, Double> scans =
            READS.measure(
                "Keys met in a scan over all", List.of(raw.scans(), rocks.scans(), memory.scans()));
        ratios.put("scan", rate(scans, "covm rocksdb:") / rate(scans, "raw RocksDB"));
      }
      try (CovmStore rocks = new CovmStore(million, CACHE_BYTES)) {
        Map<String, Double> gets =
            READS.measure(
                "The same with all values in the cache",
                List.of(raw.gets(KEYS), rocks.cachedGets(KEYS)));
        ratios.put("get-cached", rate(gets, "covm rocksdb: cached") / rate(gets, "raw RocksDB"));
      }
    }
  }

  private static double rate(Map<String, Double> rates, String name) {
    return rates.getOrDefault(name, Double.NaN);
  }

  private static void remove(Path place) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (Stream<Path> below = Files.walk(place)) {
      below.sorted(Comparator.reverseOrder()).forEach(paths::add);
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
