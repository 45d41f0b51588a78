package coop.covm.storage.tck.history;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Durability;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.tck.history.HistoryCampaign.RoundPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever workers do to a store at the same time is strictly serializable, and stays in the store.
 *
 * <p>System properties: {@code covm.history.seed} repeats the choices of a campaign, {@code
 * covm.history.transactions} sets the length of a slow one. Histories that break a promise are kept
 * in {@code target/histories}; {@link HistoryFile} reads them and {@link HistoryChecker} judges
 * them again.
 */
public abstract class HistoryCampaignTests {
  private static final Path FAILURES = Path.of("target", "histories");
  private static final long SLOW_TRANSACTIONS = 10_000_000;
  private static final long PER_SLOW_ROUND = 100_000;

  @TempDir Path folder = Path.of(".");
  private final String name;
  private final int stores;
  private final boolean kept;
  private int places;

  /**
   * @param name what failing histories are called
   * @param stores how many stores of one place the workers share; more than 1 only where that is
   *     allowed
   * @param kept whether the place keeps what it has when its stores are closed
   */
  protected HistoryCampaignTests(String name, int stores, boolean kept) {
    this.name = name;
    this.stores = stores;
    this.kept = kept;
  }

  /** The URL of the store whose directory, if it has one, is this. */
  protected abstract String url(Path directory);

  @Test
  @Timeout(600)
  void randomConcurrentTransactionsAreStrictlySerializable() throws Exception {
    run(List.of(new CampaignOptions(name, 16, stores, kept, 100_000, 11_200, Durability.SYNC)));
  }

  @Test
  @Tag("slow")
  @Timeout(6 * 3600)
  void manyRandomConcurrentTransactionsAreStrictlySerializable() throws Exception {
    long all = Long.getLong("covm.history.transactions", SLOW_TRANSACTIONS);
    long durable = Math.max(1, all / 20);
    run(
        List.of(
            new CampaignOptions(name, 8, stores, kept, durable, PER_SLOW_ROUND, Durability.SYNC),
            new CampaignOptions(
                name, 8, stores, kept, all - durable, PER_SLOW_ROUND, Durability.BUFFERED)));
  }

  private void run(List<CampaignOptions> campaigns) throws IOException, InterruptedException {
    long seed = Long.getLong("covm.history.seed", System.nanoTime());
    System.out.printf("seed of the %s histories: %s%n", name, seed);
    for (CampaignOptions options : campaigns) {
      Tally tally = new HistoryCampaign(options, this::newPlace, FAILURES).run(seed);
      System.out.printf("the %s histories: %s%n", name, tally);
      assertThat(tally.total()).isGreaterThanOrEqualTo(options.transactions());
      assertThat(tally.of(Outcome.Committed.class)).isPositive();
      assertThat(tally.of(Outcome.Conflict.class)).isPositive();
    }
  }

  private RoundPlace newPlace() {
    Path directory = folder.resolve("store-" + places++);
    String url = url(directory);
    return new RoundPlace() {
      @Override
      public Store open(StoreOptions options) {
        return Store.open(url, OpenMode.CREATE, options);
      }

      @Override
      public void close() throws IOException {
        deleteAll(directory);
      }
    };
  }

  /** Frees the space before the next round needs it. */
  private static void deleteAll(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
