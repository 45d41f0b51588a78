package coop.covm.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.Durability;
import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageException;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.tck.Commits;
import coop.covm.storage.tck.disk.PowerCutDisk;
import coop.covm.storage.tck.disk.PowerCutDisk.Honesty;
import coop.covm.storage.tck.disk.PowerCutDisk.ProcessDied;
import coop.covm.storage.tck.disk.PowerCutDisk.Turn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a power loss leaves of commits that were only buffered. */
final class BufferedTest {
  @TempDir Path folder;
  private int runs;
  private int lost;

  @Test
  void aPowerLossTakesWholeGroupsAtTheEndAndNothingThatWasClosed() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int changes = 1;
    while (isCutAfter(changes, random, seed)) {
      changes++;
    }
    assertThat(changes).isGreaterThan(40);
    assertThat(lost).as("else nothing was buffered").isGreaterThan(20);
  }

  @Test
  void aHoleAmongUnforcedCommitsEndsTheJournal() throws Exception {
    TestStore store = new TestStore(folder.resolve("store"));
    Map<String, byte[]> left = leftByAPowerLoss(store);
    damageRevision(left, 3);
    store.restore(left);
    try (FileStorageBackend backend = store.open()) {
      assertThat(TestStore.readAll(backend).revision()).isEqualTo(2);
      assertThat(store.warnings()).singleElement().asString().contains("behind revision 2");
      Commits.commit(backend, "after");
    }
    try (FileStorageBackend backend = store.open()) {
      assertThat(TestStore.readAll(backend).revision()).isEqualTo(3);
    }
  }

  @Test
  void aReaderSeesWhatIsBeforeTheHole() throws Exception {
    TestStore store = new TestStore(folder.resolve("store"));
    Map<String, byte[]> left = leftByAPowerLoss(store);
    damageRevision(left, 3);
    store.restore(left);
    try (FileStorageBackend backend = store.open(OpenMode.READ_ONLY)) {
      assertThat(TestStore.readAll(backend).revision()).isEqualTo(2);
    }
    assertThat(store.content().get(segment())).isEqualTo(left.get(segment()));
  }

  @Test
  void aHoleBeforeWhatWasForcedIsDamage() throws Exception {
    TestStore store = new TestStore(folder.resolve("store"));
    Map<String, byte[]> left = leftByAPowerLoss(store);
    damageRevision(left, 1);
    store.restore(left);
    assertThatThrownBy(store::open).isInstanceOf(StorageException.class);
    assertThat(store.content().get(segment())).isEqualTo(left.get(segment()));
  }

  @Test
  void aHoleInAStoreThatForcesEverythingIsDamage() throws Exception {
    TestStore store = new TestStore(folder.resolve("store"));
    Map<String, byte[]> left = leftByAPowerLoss(store);
    damageRevision(left, 3);
    left.remove(StoreLayout.UNFORCED);
    store.restore(left);
    assertThatThrownBy(store::open).isInstanceOf(StorageException.class);
  }

  @Test
  void closingLeavesNoTraceOfBuffering() {
    TestStore store = new TestStore(folder.resolve("store"));
    try (FileStorageBackend backend =
        store.open(OpenMode.CREATE, options(store, Durability.BUFFERED))) {
      Commits.commit(backend, "a");
      assertThat(store.file(StoreLayout.UNFORCED)).exists();
    }
    assertThat(store.file(StoreLayout.UNFORCED)).doesNotExist();
    assertThat(new String(store.content().get(StoreLayout.HEAD), StandardCharsets.UTF_8))
        .contains("\"revision\":1,");
  }

  /** A first commit that was forced, and three more that were not. */
  private static Map<String, byte[]> leftByAPowerLoss(TestStore store) {
    try (FileStorageBackend backend =
        store.open(OpenMode.CREATE, options(store, Durability.SYNC))) {
      Commits.commit(backend, "first");
    }
    FileStorageBackend backend = store.open(OpenMode.CREATE, options(store, Durability.BUFFERED));
    Commits.commit(backend, "a");
    Map<String, byte[]> left;
    try (backend) {
      Commits.commit(backend, "b");
      Commits.commit(backend, "c");
      left = store.content();
    }
    return left;
  }

  private static void damageRevision(Map<String, byte[]> left, int revision) {
    byte[] journal = Objects.requireNonNull(left.get(segment()));
    int start = 0;
    for (int line = 1; line < revision; line++) {
      while (journal[start++] != '\n') {}
    }
    Arrays.fill(journal, start, start + 100, (byte) 0);
  }

  private static String segment() {
    return StoreLayout.segment(1);
  }

  /** False if the workload was over before the power went. */
  private boolean isCutAfter(int changes, Random random, long seed) throws IOException {
    TestStore live = new TestStore(folder.resolve("live-" + changes));
    AtomicInteger count = new AtomicInteger();
    PowerCutDisk disk =
        new PowerCutDisk(
            live.directory(),
            Honesty.HONEST,
            (_, _) -> count.incrementAndGet() > changes ? new Turn.Die(0) : new Turn.Succeed());
    List<Head> committed = new ArrayList<>(List.of(Head.EMPTY));
    int safe = 0;
    try {
      for (int openings = 0; openings < 2; openings++) {
        FileStorageBackend backend = StoreOpening.open(disk, OpenMode.CREATE, smallSegments(live));
        try {
          for (int i = 0; i < 4; i++) {
            committed.add(Commits.commit(backend, "a" + i));
            committed.add(Commits.commit(backend, "b", "c"));
          }
        } finally {
          backend.close();
        }
        safe = committed.size() - 1;
      }
      return false;
    } catch (ProcessDied e) {
      // goes on below
    }
    for (Map<String, ByteBuffer> files : disk.afterCut(2, random)) {
      TestStore left = new TestStore(folder.resolve("left-" + runs++));
      left.restore(bytes(files));
      check(
          left,
          committed,
          committed.get(safe),
          "after %s changes, seed %s".formatted(changes, seed));
    }
    return true;
  }

  static Map<String, byte[]> bytes(Map<String, ByteBuffer> files) {
    Map<String, byte[]> bytes = new TreeMap<>();
    files.forEach((name, content) -> {
      byte[] copy = new byte[content.remaining()];
      content.duplicate().get(copy);
      bytes.put(name, copy);
    });
    return bytes;
  }

  private void check(TestStore left, List<Head> committed, Head safe, String where) {
    Head newest = committed.getLast();
    try (FileStorageBackend backend = left.open()) {
      Head head = TestStore.readAll(backend);
      assertThat(head.revision()).as(where).isGreaterThanOrEqualTo(safe.revision());
      assertThat(head.revision() % 3).as("half a group " + where).isNotEqualTo(2);
      lost += head.revision() < newest.revision() ? 1 : 0;
      try (BackendSnapshot snapshot = backend.snapshot()) {
        for (Head one : committed) {
          if (one.revision() > 0 && one.revision() <= head.revision()) {
            assertThat(snapshot.commit(one.revision()).head()).as(where).isEqualTo(one);
          }
        }
      }
      Commits.commit(backend, "after");
    } catch (StorageException e) {
      throw new AssertionError("a power loss left a store that does not open, " + where, e);
    }
  }

  private static FileStoreOptions smallSegments(TestStore store) {
    return new FileStoreOptions(
        Durability.BUFFERED, 4 * TestStore.SEGMENT_BYTES, Long.MAX_VALUE, store.warnings()::add);
  }

  /** All in one segment. */
  private static FileStoreOptions options(TestStore store, Durability durability) {
    return new FileStoreOptions(durability, 1 << 20, Long.MAX_VALUE, store.warnings()::add);
  }
}
