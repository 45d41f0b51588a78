package coop.covm.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Key;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import coop.covm.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private void killAndCheck(int times) throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed of the kills: " + seed);
    Random random = new Random(seed);
    String url = url(folder.resolve("killed"));
    Map<Long, String> reported = new HashMap<>();
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
        for (String line : lines) {
          String[] words = line.split(" ", -1);
          String before = reported.put(Long.parseLong(words[2]), words[0] + " " + words[1]);
          assertThat(before).as("the commit reported before as revision %s", words[2]).isNull();
        }
      } finally {
        children.forEach(ChildJvm::close);
      }
      check(url, reported);
    }
  }

  private static void check(String url, Map<Long, String> reported) {
    try (Store store = Store.open(url, OpenMode.EXISTING);
        StoreView view = store.view()) {
      Map<String, Value> last = new HashMap<>();
      for (long revision = 1; revision <= view.revision(); revision++) {
        CommitRecord record = view.commit(revision);
        assertThat(record.body().changes()).hasSize(2);
        Change.Set one = (Change.Set) record.body().changes().get(0);
        Change.Set two = (Change.Set) record.body().changes().get(1);
        assertThat(one.value().value()).isEqualTo(two.value().value());
        last.put(one.key().segments().get(2), one.value().value());
      }
      reported.forEach((revision, report) -> assertThat(report).isEqualTo(report(view, revision)));
      last.forEach((name, value) -> {
        assertThat(view.get(Key.parse("org/acme/" + name + "/one"))).contains(value);
        assertThat(view.get(Key.parse("org/acme/" + name + "/two"))).contains(value);
      });
    }
  }

  /** What a process reports of a commit. */
  private static String report(StoreView view, long revision) {
    assertThat(view.revision()).as("the newest revision").isGreaterThanOrEqualTo(revision);
    Change.Set change = (Change.Set) view.commit(revision).body().changes().getFirst();
    return change.key().segments().get(2) + " " + change.value().value();
  }
}
