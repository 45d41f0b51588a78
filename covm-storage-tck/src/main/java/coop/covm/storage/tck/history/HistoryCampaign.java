package coop.covm.storage.tck.history;

import coop.covm.storage.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Rounds of random concurrent transactions, each on a store of its own and each judged by the
 * {@link HistoryChecker}. Rounds differ in their keys and in the store's cache.
 */
public final class HistoryCampaign {
  private static final List<Keyspace> KEYSPACES =
      List.of(Keyspace.of(3, 8), Keyspace.of(2, 2), Keyspace.of(4, 40));
  private static final List<Long> CACHE_BYTES =
      List.of(StoreOptions.STANDARD.cacheBytes(), 0L, 2048L);

  /** How many kinds of rounds there are: as many rounds in a row have one of each. */
  static final int KINDS = KEYSPACES.size() * CACHE_BYTES.size();

  private final CampaignOptions options;
  private final Places places;
  private final Judge judge;

  /**
   * @param places gives a new, empty place for each round
   * @param failures the directory for histories that break a promise; made when needed
   */
  public HistoryCampaign(CampaignOptions options, Places places, Path failures) {
    this.options = options;
    this.places = places;
    judge = new Judge(options.name(), failures);
  }

  /**
   * Plays all rounds; their seeds are the given one and those that follow it. Which transactions
   * meet is up to the threads, so a seed repeats what they try and not always what comes of it: the
   * history of a failing round is kept as a file.
   *
   * @return what became of the transactions, all of which were found right
   * @throws AssertionError at the first round that breaks a promise; it names the file, the seed
   *     and the promise
   */
  public Tally run(long seed) throws IOException, InterruptedException {
    Tally tally = new Tally();
    for (long next = seed; tally.total() < options.transactions(); next++) {
      try (RoundPlace place = places.newPlace()) {
        Played played = new Round(next, round(next), place).play();
        judge.judge(played);
        tally.add(played.history());
      }
    }
    return tally;
  }

  /** The kind follows from the seed alone, so that a seed repeats it. */
  private RoundOptions round(long seed) {
    int kind = Math.floorMod(seed, KINDS);
    Keyspace keyspace = KEYSPACES.get(kind % KEYSPACES.size());
    StoreOptions storeOptions =
        StoreOptions.STANDARD
            .withDurability(options.durability())
            .withCacheBytes(CACHE_BYTES.get(kind / KEYSPACES.size()));
    return new RoundOptions(
        options.workers(),
        options.stores(),
        options.perRound(),
        keyspace,
        storeOptions,
        options.kept());
  }

  /** Gives places. */
  @FunctionalInterface
  public interface Places {
    RoundPlace newPlace() throws IOException;
  }

  /** A place that is cleared away after its round. */
  public interface RoundPlace extends HistoryPlace, AutoCloseable {
    @Override
    default void close() throws IOException {}
  }
}
