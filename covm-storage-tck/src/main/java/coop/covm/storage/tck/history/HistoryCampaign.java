package coop.covm.storage.tck.history;

import coop.covm.storage.StoreOptions;
import coop.covm.storage.tck.history.Round.Played;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Rounds of random concurrent transactions, each on a store of its own and each judged by the
 * {@link HistoryChecker}. Rounds differ in their keys and in the store's cache.
 */
public final class HistoryCampaign {
  private static final long[] CACHE_BYTES = {StoreOptions.STANDARD.cacheBytes(), 0, 2048};

  private final CampaignOptions options;
  private final Places places;
  private final Path failures;

  /**
   * @param places gives a new, empty place for each round
   * @param failures the directory for histories that break a promise; made when needed
   */
  public HistoryCampaign(CampaignOptions options, Places places, Path failures) {
    this.options = options;
    this.places = places;
    this.failures = failures;
  }

  /**
   * Plays all rounds; the seed of each follows from the given one. Which transactions meet is up to
   * the threads, so a seed repeats what they try and not always what comes of it: the history of a
   * failing round is kept as a file.
   *
   * @return what became of the transactions, all of which were found right
   * @throws AssertionError at the first round that breaks a promise; it names the file, the seed
   *     and the promise
   */
  public Tally run(long seed) throws IOException, InterruptedException {
    Random seeds = new Random(seed);
    Tally tally = new Tally();
    for (int round = 0; tally.total() < options.transactions(); round++) {
      long roundSeed = round == 0 ? seed : seeds.nextLong();
      try (RoundPlace place = places.newPlace()) {
        Played played = new Round(roundSeed, round(round), place).play();
        judge(played, roundSeed);
        tally.add(played.history());
      }
    }
    return tally;
  }

  private RoundOptions round(int number) {
    Keyspace keyspace =
        switch (number % 3) {
          case 0 -> Keyspace.of(3, 8);
          case 1 -> Keyspace.of(2, 2);
          default -> Keyspace.of(4, 40);
        };
    StoreOptions storeOptions =
        StoreOptions.STANDARD
            .withDurability(options.durability())
            .withCacheBytes(CACHE_BYTES[number / 3 % CACHE_BYTES.length]);
    return new RoundOptions(
        options.workers(),
        options.stores(),
        options.perRound(),
        keyspace,
        storeOptions,
        options.kept());
  }

  private void judge(Played played, long seed) throws IOException {
    List<Violation> violations = HistoryChecker.check(played.history());
    if (violations.isEmpty() && played.failure().isEmpty()) {
      return;
    }
    Files.createDirectories(failures);
    Path file = failures.resolve("%s-%s.jsonl".formatted(options.name(), seed));
    HistoryFile.write(file, played.history());
    StringBuilder message = new StringBuilder("the history in ");
    message.append(file.toAbsolutePath()).append(" (seed ").append(seed).append(") is not right");
    firstOfEachKind(violations).forEach(v -> message.append("\n  ").append(v));
    played.failure().ifPresent(cause -> message.append("\n  a worker failed: ").append(cause));
    throw new AssertionError(message.toString(), played.failure().orElse(null));
  }

  private static Collection<Violation> firstOfEachKind(List<Violation> violations) {
    Map<Anomaly, Violation> first = new LinkedHashMap<>();
    violations.forEach(violation -> first.putIfAbsent(violation.anomaly(), violation));
    return first.values();
  }

  /** Gives places. */
  @FunctionalInterface
  public interface Places {
    RoundPlace newPlace() throws IOException;
  }

  /** A place that is cleared away when its round was right. */
  public interface RoundPlace extends HistoryPlace, AutoCloseable {
    @Override
    default void close() throws IOException {}
  }
}
