package coop.covm.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Durability;
import coop.covm.storage.OpenMode;
import coop.covm.storage.log.Head;
import coop.covm.storage.tck.Commits;
import coop.covm.storage.tck.disk.PowerCutDisk;
import coop.covm.storage.tck.disk.PowerCutDisk.Honesty;
import coop.covm.storage.tck.disk.PowerCutDisk.ProcessDied;
import coop.covm.storage.tck.disk.PowerCutDisk.Turn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power goes at every point of sealing and compacting; no commit is lost, nor what is gone. */
final class CompactionPowerCutTest {
  private static final long[] ERASED = {1, 2, 6};

  @TempDir Path folder;
  private int runs;

  @Test
  void aPowerLossAtAnyPointLosesNoCommitAndBringsNothingBack() throws Exception {
    cutEverywhere(2, Durability.SYNC);
  }

  @Test
  void whatWasOnlyBufferedIsForcedBeforeItsSegmentEnds() throws Exception {
    cutEverywhere(2, Durability.BUFFERED);
  }

  @Test
  @Tag("slow")
  void manyPowerLossesLoseNoCommitAndBringNothingBack() throws Exception {
    cutEverywhere(100, Durability.SYNC);
  }

  private void cutEverywhere(int times, Durability durability) throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed of the power cuts: " + seed);
    Random random = new Random(seed);
    int changes = 1;
    while (isCut(changes, random, times, durability)) {
      changes++;
    }
    assertThat(changes).isGreaterThan(60);
  }

  /** Whether the power went before the workload was over. */
  private boolean isCut(int changes, Random random, int times, Durability durability)
      throws IOException {
    Path place = folder.resolve("live-" + changes);
    AtomicInteger count = new AtomicInteger();
    PowerCutDisk disk =
        new PowerCutDisk(
            place,
            Honesty.HONEST,
            (_, _) -> count.incrementAndGet() > changes ? new Turn.Die(0) : new Turn.Succeed());
    Progress progress = new Progress();
    boolean cut = false;
    try {
      work(
          disk,
          new FileStoreOptions(durability, TestStore.SEGMENT_BYTES, Long.MAX_VALUE, _ -> {}),
          progress);
    } catch (ProcessDied e) {
      cut = true;
    }
    for (Map<String, ByteBuffer> files : disk.afterCut(times, random)) {
      TestStore left = new TestStore(folder.resolve("left-" + runs++));
      left.restore(BufferedTest.bytes(files));
      expectWhole(left, progress);
    }
    return cut;
  }

  private static void work(PowerCutDisk disk, FileStoreOptions options, Progress progress) {
    boolean synced = options.durability() == Durability.SYNC;
    try (FileStorageBackend backend = StoreOpening.open(disk, OpenMode.CREATE, options)) {
      for (int i = 0; i < 3; i++) {
        progress.committed(Commits.commit(backend, "a"), synced);
        progress.committed(Commits.commit(backend, "a", "b"), synced);
      }
      // So that there is something to be sealed.
      Head last = Commits.commit(backend, "a");
      progress.committed(last, synced);
      backend.seal();
      progress.committed(last, true);
      progress.committed(Commits.commit(backend, "a"), synced);
      backend.compact(Erasures.of(ERASED));
      progress.compacted = true;
      progress.committed(Commits.commit(backend, "c"), synced);
    }
  }

  /** What had been promised when the power went. */
  private static final class Progress {
    private Head safe = Head.EMPTY;
    private boolean compacted;

    void committed(Head head, boolean durable) {
      safe = durable ? head : safe;
    }
  }

  private static void expectWhole(TestStore left, Progress progress) {
    try (FileStorageBackend backend = left.open()) {
      Head head = TestStore.readAll(backend);
      assertThat(head.revision()).isGreaterThanOrEqualTo(progress.safe.revision());
      List<Long> erased = Erasures.erased(backend);
      if (progress.compacted) {
        assertThat(erased).containsExactly(1L, 2L, 6L);
      } else {
        assertThat(List.of(1L, 2L, 6L)).containsAll(erased);
      }
      backend.seal();
      Commits.commit(backend, "after");
      backend.compact(Erasures.of(ERASED));
    }
  }
}
