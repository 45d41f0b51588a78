package coop.covm.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Key;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one store. */
@Timeout(600)
final class FileProcessesTest {
  @TempDir Path folder = Path.of(".");

  @Test
  void fourProcessesThatReadModifyAndWriteOneKeyLoseNothing() throws Exception {
    String directory = folder.resolve("store").toString();
    List<ChildJvm> children = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        children.add(ChildJvm.start(IncrementingProcess.class, directory, "200"));
      }
      for (ChildJvm child : children) {
        assertThat(child.line()).isEqualTo("ready");
      }
      for (ChildJvm child : children) {
        child.say("go");
      }
      for (ChildJvm child : children) {
        assertThat(Integer.parseInt(child.line())).isBetween(1, 10);
        assertThat(child.exitCode()).isZero();
      }
    } finally {
      for (ChildJvm child : children) {
        child.close();
      }
    }
    try (Store store = Store.open("file:" + directory, OpenMode.EXISTING)) {
      assertThat(read(store, "org/acme/count")).contains(NumberValue.of(800));
      assertThat(store.revision()).isEqualTo(800);
    }
  }

  @Test
  void killedProcessesLoseNothingThatTheyReportedAndLeaveNothingHalf() throws Exception {
    killAndCheck(5);
  }

  @Test
  @Tag("slow")
  void manyKilledProcessesLoseNothingThatTheyReported() throws Exception {
    killAndCheck(50);
  }

  private void killAndCheck(int rounds) throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed of the kills: " + seed);
    Random random = new Random(seed);
    String directory = folder.resolve("killed").toString();
    Map<Long, String> reported = new HashMap<>();
    for (int round = 0; round < rounds; round++) {
      String start = Integer.toString(round * 1_000_000);
      try (ChildJvm one = ChildJvm.start(CommittingProcess.class, directory, "x", start);
          ChildJvm two = ChildJvm.start(CommittingProcess.class, directory, "y", start)) {
        List<String> lines = new ArrayList<>(List.of(one.line(), two.line()));
        LockSupport.parkNanos(random.nextLong(300_000_000));
        one.kill();
        LockSupport.parkNanos(random.nextLong(30_000_000));
        two.kill();
        lines.addAll(one.remainingLines());
        lines.addAll(two.remainingLines());
        assertThat(lines).hasSizeGreaterThan(2);
        for (String line : lines) {
          String[] words = line.split(" ", -1);
          String before = reported.put(Long.parseLong(words[2]), words[0] + " " + words[1]);
          assertThat(before).as("the commit reported before as revision %s", words[2]).isNull();
        }
      }
      check(directory, reported);
    }
  }

  private static void check(String directory, Map<Long, String> reported) {
    try (Store store = Store.open("file:" + directory, OpenMode.EXISTING);
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
        assertThat(read(store, "org/acme/" + name + "/one")).contains(value);
        assertThat(read(store, "org/acme/" + name + "/two")).contains(value);
      });
    }
  }

  /** What a process reports of a commit. */
  private static String report(StoreView view, long revision) {
    assertThat(view.revision()).as("the newest revision").isGreaterThanOrEqualTo(revision);
    Change.Set change = (Change.Set) view.commit(revision).body().changes().getFirst();
    return change.key().segments().get(2) + " " + change.value().value();
  }

  private static Optional<Value> read(Store store, String key) {
    SessionOptions options =
        new SessionOptions(
            Optional.empty(), Optional.empty(), RunStatement.direct(UUID.randomUUID(), 0));
    try (StorageTransaction transaction = store.begin(options)) {
      return transaction.get(Key.parse(key));
    }
  }
}
