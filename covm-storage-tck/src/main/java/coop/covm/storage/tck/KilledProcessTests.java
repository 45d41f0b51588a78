package coop.covm.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.StoreView;
import coop.covm.storage.encryption.MasterKey;
import coop.covm.storage.encryption.MasterKeys;
import coop.covm.value.NumberValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes are killed while they commit; what they had reported is there when the store is opened
 * again, and nothing is half there.
 */
@Timeout(1200)
public abstract class KilledProcessTests {
  private static final int QUOTA_ROUNDS = 3;
  private static final int ENCRYPTION_ROUNDS = 5;
  private static final String KEY = EncryptingProcess.KEY;

  @TempDir Path folder = Path.of(".");
  private final int processes;
  private final int rounds;
  private final int slowRounds;

  /**
   * @param processes how many commit at once: 1, or more where processes share a store
   * @param rounds how often they are killed in the normal suite
   * @param slowRounds how often in the slow one
   */
  protected KilledProcessTests(int processes, int rounds, int slowRounds) {
    this.processes = processes;
    this.rounds = rounds;
    this.slowRounds = slowRounds;
  }

  /** The URL of the store in a directory. */
  protected abstract String url(Path directory);

  @Test
  void killedProcessesLoseNothingThatTheyReportedAndLeaveNothingHalf() throws Exception {
    killAndCheck(rounds);
  }

  @Test
  @Tag("slow")
  void manyKilledProcessesLoseNothingThatTheyReported() throws Exception {
    killAndCheck(slowRounds);
  }

  @Test
  void whatQuotasSayIsExactAfterEveryKill() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed of the kills beside quotas: " + seed);
    Random random = new Random(seed);
    String url = url(folder.resolve("quotas"));
    for (int round = 0; round < QUOTA_ROUNDS; round++) {
      List<ChildJvm> children = new ArrayList<>();
      try {
        for (int i = 0; i < processes; i++) {
          String own = Long.toString(random.nextLong(1_000_000_000));
          children.add(ChildJvm.start(QuotaProcess.class, url, own));
        }
        for (ChildJvm child : children) {
          assertThat(child.line()).isEqualTo("working");
        }
        LockSupport.parkNanos(random.nextLong(200_000_000));
        children.forEach(ChildJvm::kill);
        for (ChildJvm child : children) {
          child.remainingLines();
        }
      } finally {
        children.forEach(ChildJvm::close);
      }
      try (Store store = Store.open(url, OpenMode.EXISTING)) {
        QuotaCampaign.assertExact(store, "seed " + seed + ", round " + round);
        new QuotaCampaign(store).run(seed + round, 200);
        QuotaCampaign.assertExact(store, "seed " + seed + ", going on after round " + round);
      }
    }
  }

  @Test
  void whatIsEncryptedIsReadAfterEveryKill() throws Exception {
    killWhileEncrypting(ENCRYPTION_ROUNDS);
  }

  @Test
  @Tag("slow")
  void whatIsEncryptedIsReadAfterManyKills() throws Exception {
    killWhileEncrypting(slowRounds);
  }

  private void killWhileEncrypting(int times) throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed of the kills while keys change: " + seed);
    Random random = new Random(seed);
    Path directory = folder.resolve("encrypted");
    String key = MasterKey.generate().text();
    StoreOptions keyed = StoreOptions.STANDARD.withMasterKeys(MasterKeys.of(key, "the test"));
    for (int round = 0; round < times; round++) {
      int first = round * 1_000_000;
      int last = first;
      try (ChildJvm child =
          ChildJvm.start(EncryptingProcess.class, url(directory), key, Integer.toString(first))) {
        assertThat(child.line()).isEqualTo(Integer.toString(first));
        LockSupport.parkNanos(random.nextLong(400_000_000));
        child.kill();
        for (String line : child.remainingLines()) {
          last = Integer.parseInt(line);
        }
      }
      String where = "seed %d, round %d".formatted(seed, round);
      try (Store store = Store.open(url(directory), OpenMode.EXISTING, keyed)) {
        NumberValue stored = (NumberValue) StoreTesting.read(store, KEY).orElseThrow();
        assertThat(stored.value()).as(where).isBetween((double) last, last + 1.0);
        assertThat(
                store
                    .audit()
                    .verify(StoreTesting.options("admin").caller(), Optional.empty(), _ -> {})
                    .findings())
            .as(where)
            .isEmpty();
        store.encryption().encrypt(EncryptingProcess.NAMESPACE, StoreTesting.options("admin"));
        store
            .encryption()
            .rotate(List.of(EncryptingProcess.NAMESPACE), StoreTesting.options("admin"));
        try (StoreView view = store.view()) {
          assertThat(view.versions(StoreTesting.key(KEY))).as(where).hasSizeGreaterThan(round);
        }
      }
    }
  }

  private void killAndCheck(int times) throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed of the kills: " + seed);
    Random random = new Random(seed);
    String url = url(folder.resolve("killed"));
    ReportedCommits reported = new ReportedCommits();
    for (int round = 0; round < times; round++) {
      String start = Integer.toString(round * 1_000_000);
      List<ChildJvm> children = new ArrayList<>();
      List<String> lines = new ArrayList<>();
      try {
        for (int i = 0; i < processes; i++) {
          String names = Character.toString('x' + i);
          children.add(ChildJvm.start(CommittingProcess.class, url, names, start));
        }
        for (ChildJvm child : children) {
          lines.add(child.line());
          lines.add(child.line());
        }
        LockSupport.parkNanos(random.nextLong(300_000_000));
        for (ChildJvm child : children) {
          child.kill();
          LockSupport.parkNanos(random.nextLong(30_000_000));
        }
        for (ChildJvm child : children) {
          lines.addAll(child.remainingLines());
        }
        assertThat(lines).hasSizeGreaterThan(processes);
        reported.add(lines);
      } finally {
        children.forEach(ChildJvm::close);
      }
      try (Store store = Store.open(url, OpenMode.EXISTING)) {
        reported.check(store);
      }
    }
  }
}
