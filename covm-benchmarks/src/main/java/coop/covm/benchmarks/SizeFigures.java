package coop.covm.benchmarks;

import coop.covm.storage.HistoryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What commits take on the disk, and what many keys cost a commit and the memory. */
final class SizeFigures {
  private static final int FEW_KEYS = 10_000;
  private static final int MANY_KEYS = 10_000_000;
  private static final int COMMITS = 300_000;
  private static final int SESSIONS = 32;
  private static final int PAYLOAD_BYTES = 100;
  private static final Pairing TURNS = new Pairing(5, 1500);

  private SizeFigures() {}

  static void measure(Path place, Figures figures) throws Exception {
    bytesOnDisk(place.resolve("bytes"), figures);
    manyKeys(place, figures);
  }

  private static void bytesOnDisk(Path directory, Figures figures) throws Exception {
    String url = "rocksdb:" + directory;
    long commits;
    try (CovmStore store = new CovmStore(url)) {
      commits = store.commitTimes(COMMITS, SESSIONS, FEW_KEYS);
    }
    double before = (double) bytes(directory) / commits;
    try (CovmStore store = new CovmStore(url)) {
      store.compact(new HistoryPolicy.Versions(1));
    }
    double after = (double) bytes(directory) / commits;
    System.out.printf(
        Locale.ROOT,
        "Bytes on disk of a commit of a %d-byte value, %,d commits of %,d keys%n"
            + "  with all history %.0f, with one version of each key %.0f%n",
        PAYLOAD_BYTES,
        commits,
        FEW_KEYS,
        before,
        after);
    figures.add("bytes-per-payload-byte", after / PAYLOAD_BYTES);
  }

  private static void manyKeys(Path place, Figures figures) throws Exception {
    try (CovmStore few = new CovmStore("rocksdb:" + place.resolve("few"))) {
      few.load(FEW_KEYS);
      printMemory(FEW_KEYS);
      try (CovmStore many = new CovmStore("rocksdb:" + place.resolve("many"))) {
        many.load(MANY_KEYS);
        many.settle();
        printMemory(MANY_KEYS);
        Contender ofFew = few.commits(SESSIONS, false, FEW_KEYS);
        Contender ofMany = many.commits(SESSIONS, false, MANY_KEYS);
        Map<String, Double> rates =
            TURNS.measure(
                SESSIONS + " sessions in stores of few and of many keys",
                List.of(
                    Contender.of("covm rocksdb: 10 thousand keys", ofFew::work),
                    Contender.of("covm rocksdb: 10 million keys", ofMany::work)));
        figures.addRatio(
            "commit-10m-keys",
            rates,
            "covm rocksdb: 10 thousand keys",
            "covm rocksdb: 10 million keys");
      }
    }
  }

  private static void printMemory(int keys) throws IOException {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.totalMemory() - runtime.freeMemory();
    System.out.printf(
        Locale.ROOT,
        "Memory with a store of %,d keys open: heap in use %,d MiB, process %s%n",
        keys,
        heap >> 20,
        resident());
  }

  private static String resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return "unknown";
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> line.substring("VmRSS:".length()).strip())
          .findFirst()
          .orElse("unknown");
    }
  }

  private static long bytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }
}
