package coop.covm.storage.tck.history;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever workers in several processes do to one store at the same time is strictly serializable.
 * For stores that processes share. See {@link HistoryCampaignTests} for seeds and failures.
 */
public abstract class ProcessHistoryTests {
  private static final int PROCESSES = 2;

  @TempDir Path folder = Path.of(".");
  private final String name;

  /**
   * @param name what failing histories are called
   */
  protected ProcessHistoryTests(String name) {
    this.name = name;
  }

  /** The URL of the store in a directory. */
  protected abstract String url(Path directory);

  @Test
  @Timeout(300)
  void processesOnOneStoreAreStrictlySerializable() throws Exception {
    run(1, 3_000);
  }

  @Test
  @Tag("slow")
  @Timeout(2 * 3600)
  void processesOnOneStoreAreStrictlySerializableForLong() throws Exception {
    run(20, 20_000);
  }

  private void run(int rounds, long transactions) throws Exception {
    long seed = Long.getLong(HistoryCampaignTests.SEED, System.nanoTime());
    System.out.printf("seed of the %s histories: %s%n", name, seed);
    Judge judge = new Judge(name, HistoryCampaignTests.FAILURES);
    Tally tally = new Tally();
    Random seeds = new Random(seed);
    for (int i = 0; i < rounds; i++) {
      Path place = Files.createDirectories(folder.resolve("round-" + i));
      String url = url(place.resolve("store"));
      long roundSeed = i == 0 ? seed : seeds.nextLong();
      Played played = new ProcessRound(roundSeed, PROCESSES, transactions, url, place).play();
      judge.judge(played);
      tally.add(played.history());
    }
    tally.checkThatMuchHappened(rounds * transactions);
    System.out.printf("the %s histories: %s%n", name, tally);
  }
}
