package coop.covm.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads and scans of a million keys, beside RocksDB, and how long such a store takes to open. */
final class ReadFigures {
  private static final int KEYS = 1_000_000;
  private static final long CACHE_BYTES = 1L << 30;
  private static final int OPENINGS = 5;
  private static final Pairing TURNS = new Pairing(7, 1500);

  private ReadFigures() {}

  static void measure(Path place, Figures figures) throws Exception {
    String million = "rocksdb:" + place.resolve("ours-million");
    try (RawRocksDb raw = new RawRocksDb(place.resolve("raw-million"));
        CovmStore memory = new CovmStore("memory:")) {
      raw.load(KEYS);
      memory.load(KEYS);
      try (CovmStore rocks = new CovmStore(million)) {
        rocks.load(KEYS);
        Map<String, Double> gets =
            TURNS.measure(
                "Reads of one of a million keys at random, 1 session",
                List.of(raw.gets(KEYS), rocks.gets(KEYS), memory.gets(KEYS)));
        figures.addRatio("get", gets, "covm rocksdb:", "raw RocksDB");
        Map<String, Double> scans =
            TURNS.measure(
                "Keys met in a scan over all", List.of(raw.scans(), rocks.scans(), memory.scans()));
        figures.addRatio("scan", scans, "covm rocksdb:", "raw RocksDB");
      }
      figures.add("open-million-seconds", secondsToOpen(million));
      try (CovmStore rocks = new CovmStore(million, CACHE_BYTES)) {
        Map<String, Double> gets =
            TURNS.measure(
                "The same with all values in the cache",
                List.of(raw.gets(KEYS), rocks.cachedGets(KEYS)));
        figures.addRatio("get-cached", gets, "covm rocksdb: cached", "raw RocksDB");
      }
    }
  }

  /** The median of some openings, each with one read. */
  private static double secondsToOpen(String url) {
    double[] seconds = new double[OPENINGS];
    for (int i = 0; i < OPENINGS; i++) {
      long start = System.nanoTime();
      try (CovmStore store = new CovmStore(url)) {
        store.readOne(i);
        seconds[i] = (System.nanoTime() - start) / 1e9;
      }
    }
    Arrays.sort(seconds);
    System.out.printf(
        Locale.ROOT,
        "Opening a store of a million keys and reading one: %.3f s (%.3f to %.3f)%n",
        seconds[OPENINGS / 2],
        seconds[0],
        seconds[OPENINGS - 1]);
    return seconds[OPENINGS / 2];
  }
}
