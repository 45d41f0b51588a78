package coop.covm.storage.tck.history;

import coop.covm.storage.Durability;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.tck.history.HistoryCampaign.RoundPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever workers do to a store at the same time is strictly serializable, and stays in the store.
 *
 * <p>System properties: {@code covm.history.seed} is the seed of a campaign, and a failing round
 * given as such comes first again; {@code covm.history.transactions} sets the length of a slow one.
 * Histories that break a promise are kept in {@code target/histories}; {@link HistoryFile} reads
 * them and {@link HistoryChecker} judges them again.
 */
public abstract class HistoryCampaignTests {
  static final Path FAILURES = Path.of("target", "histories");
  static final String SEED = "covm.history.seed";
  private static final long MOST_PER_ROUND = 100_000;

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

  /** How many transactions there are in the normal suite. */
  protected long transactions() {
    return 100_000;
  }

  /** How many there are in the slow one, unless the system property says otherwise. */
  protected long slowTransactions() {
    return 10_000_000;
  }

  @Test
  @Timeout(600)
  void randomConcurrentTransactionsAreStrictlySerializable() throws Exception {
    run(seed(), 16, transactions(), transactions() / HistoryCampaign.KINDS, Durability.SYNC);
  }

  @Test
  @Tag("slow")
  @Timeout(6 * 3600)
  void manyRandomConcurrentTransactionsAreStrictlySerializable() throws Exception {
    long seed = seed();
    long all = Math.max(1000, Long.getLong("covm.history.transactions", slowTransactions()));
    long durable = all / 20;
    run(seed, 8, durable, Math.min(durable, MOST_PER_ROUND), Durability.SYNC);
    run(seed, 8, all - durable, Math.min(all, MOST_PER_ROUND), Durability.BUFFERED);
  }

  private void run(long seed, int workers, long transactions, long perRound, Durability durability)
      throws IOException, InterruptedException {
    CampaignOptions options =
        new CampaignOptions(name, workers, stores, kept, transactions, perRound, durability);
    Tally tally = new HistoryCampaign(options, this::newPlace, FAILURES).run(seed);
    System.out.printf("the %s histories: %s%n", name, tally);
    tally.checkThatMuchHappened(transactions);
  }

  private long seed() {
    long seed = Long.getLong(SEED, System.nanoTime());
    System.out.printf("seed of the %s histories: %s%n", name, seed);
    return seed;
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
