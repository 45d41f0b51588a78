package coop.covm.storage.tck.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.disk.Disk;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.tck.disk.Ledger.Group;
import coop.covm.storage.tck.disk.PowerCutDisk.Events;
import coop.covm.storage.tck.disk.PowerCutDisk.Honesty;
import coop.covm.storage.tck.disk.PowerCutDisk.ProcessDied;
import coop.covm.storage.tck.disk.PowerCutDisk.Turn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes while any write, force, rename and so on of a workload is under way, also after
 * the process had died or the disk had failed; what comes back holds all that was acknowledged, and
 * of everything else all or nothing.
 */
public abstract class PowerCutTests {
  private static final List<Group> FIRST =
      List.of(
          Group.of(5, "a"),
          Group.of(300, "b", "c"),
          Group.of(1700, "a"),
          Group.of(40, "a", "b", "c"),
          Group.of(900, "d"),
          Group.of(700, "e", "b"));
  private static final List<Group> SECOND =
      List.of(
          Group.of(5, "f"),
          Group.of(1200, "a", "d"),
          Group.of(5, "a"),
          Group.of(2600, "g"),
          Group.of(5, "b"));
  private static final List<Group> AFTER =
      List.of(Group.of(5, "x"), Group.of(800, "a", "y"), Group.of(2100, "z"));

  @TempDir(factory = MemoryDirectory.class)
  Path folder = Path.of(".");

  private final int every;
  private int directories;

  /**
   * @param every in the normal suite, the power is cut at one of so many changes
   */
  protected PowerCutTests(int every) {
    this.every = every;
  }

  /** Opens the store of a disk, with segments of a few KiB, without waiting for others. */
  protected abstract StorageBackend open(Disk disk, OpenMode mode) throws IOException;

  /** What the backend keeps beside the disk; nothing. */
  protected Beside beside() {
    return Beside.NOTHING;
  }

  /** Called after the store has been closed in the middle of the workload. */
  protected void betweenOpenings(Disk disk) throws IOException {}

  /** The lies of a disk that make this backend lose acknowledged commits. */
  protected abstract Set<Honesty> lies();

  /**
   * Checks that the workload has done what it must have, such as begun several segments.
   *
   * @param names of the files at its end
   */
  protected abstract void requireCovered(List<String> names);

  @Test
  void aPowerCutAtAnyMomentLosesNothingAcknowledged() throws Exception {
    cut(3, every, 10);
  }

  @Test
  @Tag("slow")
  void aPowerCutAtAnyMomentInManyWaysLosesNothingAcknowledged() throws Exception {
    cut(32, 1, 6);
  }

  private void cut(int ways, int every, int recoveryEvery) throws Exception {
    Random random = random();
    Aftermath aftermath = new Aftermath(this, random, ways, recoveryEvery);
    Ledger ledger = new Ledger();
    int changes = work(Honesty.HONEST, ledger, every, aftermath);
    System.out.println("checked after cuts: " + aftermath.checked());
    assertThat(changes).isGreaterThan(50);
    assertThat(aftermath.checked()).isGreaterThan(2 * changes / every);
    aftermath.requireNoneFailed();
  }

  /** The controls: a disk that does not do what it says is caught. */
  @Test
  void onADiskThatLiesTheSameTestFindsTheLoss() throws Exception {
    for (Honesty honesty : lies()) {
      Aftermath aftermath = new Aftermath(this, new Random(1), 3, 1000);
      work(honesty, new Ledger(), every, aftermath);
      assertThat(aftermath.failed()).as("losses, %s", honesty).isGreaterThan(5);
    }
  }

  /** How many changes there were. */
  private int work(Honesty honesty, Ledger ledger, int every, Aftermath aftermath)
      throws IOException {
    int[] changes = {0};
    Path place = newDirectory();
    PowerCutDisk[] disk = new PowerCutDisk[1];
    Beside beside = beside();
    Events events =
        (change, _) -> {
          changes[0]++;
          if (changes[0] % every == 0) {
            aftermath.check(
                disk[0], beside, ledger, "during change %d, %s".formatted(changes[0], change));
          }
          return new Turn.Succeed();
        };
    disk[0] = new PowerCutDisk(place, honesty, events);
    work(disk[0], ledger, beside);
    aftermath.check(disk[0], beside, ledger, "after everything");
    requireCovered(disk[0].names());
    return changes[0];
  }

  private void work(PowerCutDisk disk, Ledger ledger, Beside beside) throws IOException {
    for (List<Group> groups : List.of(FIRST, SECOND, AFTER)) {
      try (StorageBackend backend = open(disk, OpenMode.CREATE)) {
        ledger.adopt(backend);
        groups.forEach(group -> ledger.commit(backend, group));
      }
      beside.keep(disk.directory());
      betweenOpenings(disk);
    }
  }

  @Test
  void whatAProcessThatDiedLeftIsSafeOnceItIsShown() throws Exception {
    die(1, 4 * every);
  }

  @Test
  @Tag("slow")
  void whatAProcessThatDiedLeftIsSafeOnceItIsShownInManyWays() throws Exception {
    die(4, 1);
  }

  private void die(int ways, int every) throws IOException {
    Random random = random();
    Aftermath aftermath = new Aftermath(this, random, ways, 1000);
    for (int at = 1; breakAt(at, bytes -> new Turn.Die(part(random, bytes)), every, aftermath); ) {
      at++;
    }
    System.out.println("checked after deaths: " + aftermath.checked());
    aftermath.requireNoneFailed();
  }

  @Test
  void afterAFailureNothingMoreIsTakenAndNothingIsLost() throws Exception {
    fail(1, 4 * every);
  }

  @Test
  @Tag("slow")
  void afterAFailureNothingMoreIsTakenAndNothingIsLostInManyWays() throws Exception {
    fail(4, 1);
  }

  private void fail(int ways, int every) throws IOException {
    Random random = random();
    Aftermath aftermath = new Aftermath(this, random, ways, 1000);
    for (String reason : List.of("No space left on device", "Input/output error")) {
      int at = 1;
      while (breakAt(
          at,
          bytes -> new Turn.Fail(new IOException(reason), part(random, bytes)),
          every,
          aftermath)) {
        at++;
      }
    }
    System.out.println("checked after failures: " + aftermath.checked());
    aftermath.requireNoneFailed();
  }

  /** None, all, or so many. */
  private static int part(Random random, int bytes) {
    return switch (random.nextInt(3)) {
      case 0 -> 0;
      case 1 -> bytes;
      default -> random.nextInt(bytes + 1);
    };
  }

  /** How a change goes wrong of which so many bytes are written. */
  private interface Breaking {
    Turn turn(int bytes);
  }

  /**
   * Runs the workload until a change goes wrong, opens the store again and goes on, and looks at
   * what power cuts leave from then on, at every so manieth change.
   *
   * @return false if the workload was over before that many changes
   */
  private boolean breakAt(int at, Breaking breaking, int every, Aftermath aftermath)
      throws IOException {
    Ledger ledger = new Ledger();
    Beside beside = beside();
    PowerCutDisk[] disk = new PowerCutDisk[1];
    int[] changes = {0};
    String[] broken = {""};
    Events events =
        (change, bytes) -> {
          changes[0]++;
          if (changes[0] == at) {
            broken[0] = change;
            return breaking.turn(bytes);
          }
          if (changes[0] > at && (changes[0] + at) % every == 0) {
            String where = "%s went wrong, then cut during %s".formatted(broken[0], change);
            aftermath.check(disk[0], beside, ledger, where);
          }
          return new Turn.Succeed();
        };
    disk[0] = new PowerCutDisk(newDirectory(), Honesty.HONEST, events);
    workUntilBroken(disk[0], ledger, beside);
    if (!broken[0].isEmpty()) {
      disk[0].restart();
      try (StorageBackend backend = open(disk[0], OpenMode.CREATE)) {
        ledger.adopt(backend);
        AFTER.forEach(group -> ledger.commit(backend, group));
      }
      aftermath.check(disk[0], beside, ledger, broken[0] + " went wrong, then cut at the end");
    }
    Directories.remove(disk[0].directory());
    return !broken[0].isEmpty();
  }

  private void workUntilBroken(PowerCutDisk disk, Ledger ledger, Beside beside) throws IOException {
    for (List<Group> groups : List.of(FIRST, SECOND)) {
      try (StorageBackend backend = open(disk, OpenMode.CREATE)) {
        ledger.adopt(backend);
        for (Group group : groups) {
          try {
            ledger.commit(backend, group);
          } catch (StorageException e) {
            requireStopped(backend, ledger, e);
            return;
          }
        }
      } catch (ProcessDied e) {
        return;
      } catch (StorageException e) {
        assertThat(e.code()).as(e.getMessage()).isEqualTo(StorageError.STORE_FAILED);
        return;
      }
      beside.keep(disk.directory());
    }
  }

  private static void requireStopped(StorageBackend backend, Ledger ledger, StorageException why) {
    assertThat(why.code()).isEqualTo(StorageError.STORE_FAILED);
    String reason = Optional.ofNullable(why.getCause()).map(Throwable::getMessage).orElseThrow();
    assertThat(why).hasMessageContaining(reason);
    Ledger shown = ledger.copy();
    try (BackendSnapshot snapshot = backend.snapshot()) {
      shown.requireShown(snapshot);
    }
    assertThatThrownBy(() -> shown.commit(backend, AFTER.getFirst()))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.code()).isEqualTo(StorageError.STORE_FAILED))
        .hasMessageContaining("no more commits until it is opened again")
        .hasMessageContaining(reason);
  }

  /** The groups that a store must take after it has come back. */
  static List<Group> groupsAfter() {
    return AFTER;
  }

  /** Where directories for a test may be made. */
  protected final Path folder() {
    return folder;
  }

  final Path newDirectory() {
    return folder.resolve("d" + directories++);
  }

  /** The seed of a run that failed repeats it as {@code -DargLine=-Dcovm.power.seed=SEED}. */
  private static Random random() {
    long seed = Long.getLong("covm.power.seed", System.nanoTime());
    System.out.println("seed of the power cuts: " + seed);
    return new Random(seed);
  }
}
