package coop.covm.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Durability;
import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageException;
import coop.covm.storage.disk.FormatFile;
import coop.covm.storage.disk.Warnings;
import coop.covm.storage.file.PowerCutDisk.PowerCut;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.BackendSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power goes at every point of a workload; what comes back holds all that was acknowledged. */
final class PowerCutTest {
  @TempDir Path folder;
  private int runs;

  @Test
  void aPowerLossAtAnyPointLosesNothingAcknowledged() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed of the power cuts: " + seed);
    assertThat(cutEverywhere(new Random(seed), 2)).isGreaterThan(50);
  }

  @Test
  @Tag("slow")
  void manyPowerLossesLoseNothingAcknowledged() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed of the power cuts: " + seed);
    assertThat(cutEverywhere(new Random(seed), 200)).isGreaterThan(50);
  }

  /** The control: a disk that does not force what it says it forced is caught. */
  @Test
  void onADiskThatLiesTheSameTestFindsTheLoss() throws Exception {
    Random random = new Random(1);
    int lost = 0;
    for (int changes = 20; changes < 60; changes++) {
      lost += run(changes, false, random, 1) ? 1 : 0;
    }
    assertThat(lost).isGreaterThan(10);
  }

  /** How many points there were. */
  private int cutEverywhere(Random random, int times) throws Exception {
    int changes = 1;
    while (true) {
      int before = runs;
      assertThat(run(changes, true, random, times)).as("lost after %d changes", changes).isFalse();
      if (runs == before) {
        return changes;
      }
      changes++;
    }
  }

  /**
   * Runs the workload up to so many changes, cuts, and looks at what may be left.
   *
   * @return whether something acknowledged was lost
   */
  private boolean run(int changes, boolean honest, Random random, int times) throws Exception {
    Path place = folder.resolve("live-%d-%b-%d".formatted(changes, honest, runs));
    PowerCutDisk disk = new PowerCutDisk(place, changes, honest);
    List<Head> acknowledged = new ArrayList<>(List.of(Head.EMPTY));
    try {
      work(disk, new TestStore(place).options(), acknowledged);
      return false; // the workload was over before the power went
    } catch (PowerCut e) {
      // goes on below
    }
    boolean lost = false;
    for (int i = 0; i < times; i++) {
      TestStore left = new TestStore(folder.resolve("left-" + runs++));
      disk.leaveIn(left.directory(), random);
      lost |= isLost(left, acknowledged, honest);
    }
    return lost;
  }

  private static void work(PowerCutDisk disk, FileStoreOptions options, List<Head> acknowledged)
      throws IOException {
    for (int openings = 0; openings < 2; openings++) {
      FileStorageBackend backend = StoreOpening.open(disk, OpenMode.CREATE, options);
      try {
        for (int i = 0; i < 4; i++) {
          acknowledged.add(Commits.commit(backend, "a" + i));
          acknowledged.add(Commits.commit(backend, "b", "c"));
        }
      } finally {
        backend.close();
      }
      writeIndexSnapshot(disk);
    }
  }

  private static void writeIndexSnapshot(PowerCutDisk disk) throws IOException {
    FormatFile format = FormatFile.read(disk, StoreLayout.KIND, true);
    try (LockFile lock = LockFile.open(disk.directory(), true);
        Journal journal =
            new JournalOpening(
                    disk, false, format, Durability.SYNC, Warnings.logged("coop.covm.storage.file"))
                .open()) {
      IndexSnapshotFile.write(disk, lock, journal.state());
    }
  }

  private static boolean isLost(TestStore left, List<Head> acknowledged, boolean honest) {
    Head last = acknowledged.getLast();
    try (FileStorageBackend backend = left.open()) {
      Head head = TestStore.readAll(backend);
      if (head.revision() < last.revision()) {
        return true;
      }
      try (BackendSnapshot snapshot = backend.snapshot()) {
        for (Head one : acknowledged.subList(1, acknowledged.size())) {
          assertThat(snapshot.commit(one.revision()).head()).isEqualTo(one);
        }
      }
      assertThat(head.revision() % 3).as("half a group").isNotEqualTo(2);
      Commits.commit(backend, "after");
      return false;
    } catch (StorageException e) {
      if (honest) {
        throw new AssertionError("a power loss left a store that does not open", e);
      }
      return true;
    }
  }
}
