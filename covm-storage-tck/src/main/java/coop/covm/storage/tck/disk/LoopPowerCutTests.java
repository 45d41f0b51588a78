package coop.covm.storage.tck.disk;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import coop.covm.storage.tck.ChildJvm;
import coop.covm.storage.tck.CommittingProcess;
import coop.covm.storage.tck.ReportedCommits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes while a process commits to a store on a real file system: what had reached the
 * device is mounted again and holds every commit that the process had reported. Needs what {@link
 * LoopFileSystem} needs.
 */
@Tag("slow")
@Timeout(1800)
public abstract class LoopPowerCutTests {
  private static final int ROUNDS = 25;
  private static final int CONTROL_ROUNDS = 3;
  private static final long BYTES = 1L << 29;

  @TempDir Path folder = Path.of(".");
  private Path image = Path.of(".");

  /** The URL of the store in a directory. */
  protected abstract String url(Path directory);

  @Test
  void powerCutsLoseNothingThatWasReported() throws Exception {
    Random random = random();
    image = folder.resolve("image-0");
    LoopFileSystem.make(image, BYTES, folder.resolve("mount")).close();
    ReportedCommits reported = new ReportedCommits();
    for (int round = 0; round < ROUNDS; round++) {
      String first = Integer.toString(round * 1_000_000);
      reported.add(cutPower(random, round, CommittingProcess.class, "x", first));
      try (LoopFileSystem after = LoopFileSystem.mount(image, folder.resolve("mount"));
          Store store = Store.open(url(after.directory().resolve("store")), OpenMode.EXISTING)) {
        reported.check(store);
      }
    }
  }

  /** The control: of what was not forced, the same cuts lose something. */
  @Test
  void powerCutsLoseWhatWasNotForced() throws Exception {
    Random random = random();
    image = folder.resolve("image-0");
    LoopFileSystem.make(image, BYTES, folder.resolve("mount")).close();
    for (int round = 0; round < CONTROL_ROUNDS; round++) {
      List<String> lines = cutPower(random, round, UnforcedProcess.class);
      try (LoopFileSystem after = LoopFileSystem.mount(image, folder.resolve("mount"))) {
        Path file = after.directory().resolve("store");
        List<String> left = Files.exists(file) ? Files.readAllLines(file) : List.of();
        assertThat(left).as("lines that are left").doesNotContain(lines.getLast());
      }
    }
  }

  /**
   * Lets a process write for a while, takes what has reached the device, and kills the process.
   *
   * @return the lines that it had printed before
   */
  private List<String> cutPower(Random random, int round, Class<?> main, String... arguments)
      throws Exception {
    Path copy = folder.resolve("image-" + (round + 1));
    List<String> lines = new ArrayList<>();
    List<String> all = new ArrayList<>();
    try (LoopFileSystem system = LoopFileSystem.mount(image, folder.resolve("mount"))) {
      Path store = system.directory().resolve("store");
      all.add(main == CommittingProcess.class ? url(store) : store.toString());
      all.addAll(List.of(arguments));
      try (ChildJvm child = ChildJvm.start(main, all.toArray(String[]::new))) {
        lines.add(child.line());
        lines.add(child.line());
        LockSupport.parkNanos(random.nextLong(500_000_000));
        child.halt();
        system.copyTo(copy);
        child.kill();
        lines.addAll(child.remainingLines());
      }
    }
    Files.delete(image);
    image = copy;
    return lines;
  }

  private static Random random() {
    long seed = System.nanoTime();
    System.out.println("seed of the power cuts: " + seed);
    return new Random(seed);
  }
}
