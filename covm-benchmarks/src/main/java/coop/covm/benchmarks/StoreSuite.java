package coop.covm.benchmarks;

import java.nio.file.Path;
import java.util.Locale;

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
    try (Place place = Place.below(below)) {
      new StoreSuite(place.path()).measure();
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
    SecuredFigures.measure(place.resolve("security"), figures);
    SizeFigures.measure(place, figures);
    figures.print();
  }
}
