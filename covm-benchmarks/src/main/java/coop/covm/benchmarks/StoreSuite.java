package coop.covm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Our stores beside RocksDB by itself and beside the physical limit. Ends with one line {@code
 * ratio NAME VALUE} a figure; docs/internals/performance.md says what each is.
 */
final class StoreSuite {
  private final Path place;

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
    Figures figures = new Figures();
    CommitFigures.measure(place, figures);
    ReadFigures.measure(place, figures);
    SizeFigures.measure(place, figures);
    figures.print();
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
