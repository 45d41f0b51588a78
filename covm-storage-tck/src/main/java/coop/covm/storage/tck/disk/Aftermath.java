package coop.covm.storage.tck.disk;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageException;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.tck.disk.PowerCutDisk.Honesty;
import coop.covm.storage.tck.disk.PowerCutDisk.Turn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Looks at what power cuts leave: opens it, compares it with the ledger, and goes on with it. */
final class Aftermath {
  private static final int SHOWN = 5;

  private final PowerCutTests tests;
  private final Random random;
  private final int ways;
  private final int recoveryEvery;
  private final List<String> failures = new ArrayList<>();
  private int checked;
  private int failed;

  /**
   * @param ways how many of the states that a power cut may leave are looked at
   * @param recoveryEvery at one of so many changes of a recovery, the power is cut again
   */
  Aftermath(PowerCutTests tests, Random random, int ways, int recoveryEvery) {
    this.tests = tests;
    this.random = random;
    this.ways = ways;
    this.recoveryEvery = recoveryEvery;
  }

  /** How many states were looked at. */
  int checked() {
    return checked;
  }

  /** How many of them were not what they must be. */
  int failed() {
    return failed;
  }

  void requireNoneFailed() {
    assertThat(failures).as("%d of %d states; the first", failed, checked).isEmpty();
  }

  /** Looks at what a power cut may leave of the disk now. */
  void check(PowerCutDisk disk, Beside beside, Ledger ledger, String when) {
    for (Map<String, ByteBuffer> files : disk.afterCut(ways, random)) {
      int state = random.nextInt(beside.states());
      try {
        Path left = tests.newDirectory();
        write(files, left);
        beside.place(state, disk.directory(), left);
        check(left, ledger.copy(), "%s, beside it state %d".formatted(when, state), true);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void write(Map<String, ByteBuffer> files, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (Map.Entry<String, ByteBuffer> file : files.entrySet()) {
      Files.write(directory.resolve(file.getKey()), file.getValue().array());
    }
  }

  private void check(Path left, Ledger ledger, String when, boolean cutAgain) throws IOException {
    checked++;
    List<Again> again = new ArrayList<>();
    try {
      recover(left, ledger, cutAgain, again);
    } catch (StorageException | AssertionError e) {
      failed++;
      if (failures.size() < SHOWN) {
        failures.add(when + ": " + e.getMessage());
      }
    }
    Directories.remove(left);
    for (Again one : again) {
      check(one.left, one.ledger, when + ", then " + one.when, false);
    }
  }

  private record Again(Path left, Ledger ledger, String when) {}

  private void recover(Path left, Ledger ledger, boolean cutAgain, List<Again> again)
      throws IOException {
    PowerCutDisk[] disk = new PowerCutDisk[1];
    Beside beside = tests.beside();
    disk[0] =
        new PowerCutDisk(
            left,
            Honesty.HONEST,
            (change, _) -> {
              if (cutAgain && random.nextInt(recoveryEvery) == 0) {
                again.add(cutAgain(disk[0], beside, ledger.copy(), change));
              }
              return new Turn.Succeed();
            });
    try (StorageBackend backend = tests.open(disk[0], OpenMode.CREATE)) {
      ledger.adopt(backend);
      PowerCutTests.groupsAfter().forEach(group -> ledger.commit(backend, group));
    }
    try (StorageBackend backend = tests.open(disk[0], OpenMode.READ_ONLY);
        BackendSnapshot snapshot = backend.snapshot()) {
      ledger.requireShown(snapshot);
    }
  }

  private Again cutAgain(PowerCutDisk disk, Beside beside, Ledger ledger, String change) {
    try {
      Path left = tests.newDirectory();
      write(disk.afterCut(1, random).iterator().next(), left);
      beside.place(random.nextInt(beside.states()), disk.directory(), left);
      return new Again(left, ledger, "again during " + change);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
