package coop.covm.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.log.Head;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store whose bytes were changed is reported, or serves exactly what was committed. */
final class DamageTest {
  @TempDir Path folder = Path.of(".");
  TestDirectory directory = new TestDirectory(Path.of("."));
  Map<String, byte[]> sound = Map.of();
  Head head = Head.EMPTY;

  @BeforeEach
  void setUp() throws IOException {
    directory = new TestDirectory(folder.resolve("data"));
    for (int round = 0; round < 3; round++) {
      try (Store store = directory.store(OpenMode.CREATE)) {
        for (int i = 0; i < 40; i++) {
          head = TestDirectory.put(store, "k" + i, "round " + round);
        }
      }
    }
    sound = directory.content();
    assertThat(sound.keySet()).contains("log-0000000001", "log-0000000002", "log-0000000003");
  }

  @Test
  void aChangedBitAnywhereIsReportedOrHarmless() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> names = new ArrayList<>(sound.keySet());
    names.removeIf(name -> sound.getOrDefault(name, new byte[0]).length == 0);
    for (int i = 0; i < 1000; i++) {
      String name = names.get(random.nextInt(names.size()));
      byte[] bytes = sound.getOrDefault(name, new byte[0]).clone();
      int at = random.nextInt(bytes.length);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      directory.restore(with(name, bytes));
      expectReportedOrHarmless("seed %s, %s, byte %s".formatted(seed, name, at));
    }
  }

  /** RocksDB itself never comes back from reading some of these. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aRecordOfTheIndexThatChangesItsKindIsReportedOrHarmless() throws IOException {
    String name =
        sound.keySet().stream().filter(file -> file.contains("MANIFEST")).findFirst().orElseThrow();
    byte[] bytes = sound.getOrDefault(name, new byte[0]);
    int records = 0;
    for (int at = 0; at < bytes.length; at += 7 + (bytes[at + 4] & 0xFF) + (bytes[at + 5] << 8)) {
      for (int kind : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 130, 131, 255}) {
        byte[] changed = bytes.clone();
        changed[at + 6] = (byte) kind;
        directory.restore(with(name, changed));
        expectReportedOrHarmless("%s, record at byte %s, kind %s".formatted(name, at, kind));
        if (kind > 4) {
          assertDamaged("the record at byte %s of ".formatted(at));
        }
      }
      records++;
    }
    assertThat(records).isGreaterThan(2);
  }

  private void expectReportedOrHarmless(String damage) {
    try (Store store = directory.store(OpenMode.EXISTING)) {
      if (!TestDirectory.readAll(store).equals(head)) {
        fail("%s: shows another history", damage);
      }
    } catch (StorageException e) {
      assertThat(e.code())
          .as("%s: %s", damage, e.getMessage())
          .isIn(StorageError.STORE_DAMAGED, StorageError.STORE_FORMAT, StorageError.STORE_FAILED);
    }
  }

  @Test
  void aMissingSegmentIsNamed() throws IOException {
    for (String name : List.of("log-0000000001", "log-0000000002")) {
      Map<String, byte[]> content = new TreeMap<>(sound);
      content.remove(name);
      directory.restore(content);
      assertDamaged(name);
    }
    long last = sound.keySet().stream().filter(name -> name.startsWith("log-")).count();
    String name = StoreLayout.segment(last);
    Map<String, byte[]> content = new TreeMap<>(sound);
    content.remove(name);
    directory.restore(content);
    assertDamaged("log-");
  }

  @Test
  void anAcknowledgedCommitThatIsGoneIsReported() throws IOException {
    String name = lastSegment();
    byte[] bytes = sound.getOrDefault(name, new byte[0]).clone();
    Arrays.fill(bytes, SegmentHeader.BYTES, bytes.length, (byte) 0);
    directory.restore(with(name, bytes));
    assertDamaged("was committed");
  }

  @Test
  void aTornLastFrameIsGivenUpAndItsPlaceTaken() throws IOException {
    String name = lastSegment();
    byte[] bytes = sound.getOrDefault(name, new byte[0]).clone();
    int end = bytes.length;
    while (bytes[end - 1] == 0) {
      end--;
    }
    byte[] torn = bytes.clone();
    int length = Math.min(300, bytes.length - end);
    for (int i = 0; i < length; i++) {
      torn[end + i] = (byte) (i < 4 ? 0 : i);
    }
    torn[end + 2] = 1; // the header says 256 bytes, and what follows is no frame
    directory.restore(with(name, torn));
    try (Store store = directory.store(OpenMode.READ_ONLY)) {
      assertThat(TestDirectory.readAll(store)).isEqualTo(head);
    }
    Head after;
    try (Store store = directory.store(OpenMode.EXISTING)) {
      assertThat(TestDirectory.readAll(store)).isEqualTo(head);
      TestDirectory.put(store, "after", "the crash");
      after = TestDirectory.put(store, "after", "another");
    }
    try (Store store = directory.store(OpenMode.EXISTING)) {
      assertThat(TestDirectory.readAll(store)).isEqualTo(after);
    }
  }

  @Test
  void aTornFrameIsNoDamageWhenTheLogGoesOnInAnotherSegment() throws IOException {
    String name = lastSegment();
    byte[] bytes = sound.getOrDefault(name, new byte[0]).clone();
    int end = bytes.length;
    while (bytes[end - 1] == 0) {
      end--;
    }
    bytes[end + 2] = 1; // the header says 256 bytes, and zeros are no such frame
    directory.restore(with(name, bytes));
    Head after;
    try (Store store = directory.store(OpenMode.EXISTING)) {
      after = TestDirectory.put(store, "after", ".".repeat(bytes.length));
    }
    Map<String, byte[]> content = directory.content();
    content.keySet().removeIf(file -> file.startsWith(StoreLayout.INDEX)); // all is read again
    directory.restore(content);
    try (Store store = directory.store(OpenMode.EXISTING)) {
      assertThat(TestDirectory.readAll(store)).isEqualTo(after);
    }
    assertThat(directory.content().keySet().stream().filter(n -> n.startsWith("log-")))
        .hasSizeGreaterThan(
            (int) sound.keySet().stream().filter(n -> n.startsWith("log-")).count());
  }

  @Test
  void anIndexThatIsGoneIsMadeAnew() throws IOException {
    Map<String, byte[]> content = new TreeMap<>(sound);
    content.keySet().removeIf(name -> name.startsWith(StoreLayout.INDEX));
    directory.restore(content);
    try (Store store = directory.store(OpenMode.READ_ONLY)) {
      assertThat(TestDirectory.readAll(store)).isEqualTo(head);
    }
    assertThat(directory.content().keySet()).noneMatch(name -> name.startsWith("index"));
    try (Store store = directory.store(OpenMode.EXISTING)) {
      assertThat(TestDirectory.readAll(store)).isEqualTo(head);
    }
  }

  @Test
  void openingForReadingWritesNothing() throws IOException {
    try (Store store = directory.store(OpenMode.READ_ONLY);
        Store other = directory.store(OpenMode.READ_ONLY)) {
      assertThat(TestDirectory.readAll(store)).isEqualTo(head);
      assertThat(TestDirectory.readAll(other)).isEqualTo(head);
    }
    Map<String, byte[]> after = directory.content();
    assertThat(after.keySet()).isEqualTo(sound.keySet());
    sound.forEach((name, bytes) -> assertThat(after.get(name)).as(name).isEqualTo(bytes));
  }

  private String lastSegment() {
    return sound.keySet().stream().filter(name -> name.startsWith("log-")).toList().getLast();
  }

  private Map<String, byte[]> with(String name, byte[] bytes) {
    Map<String, byte[]> content = new TreeMap<>(sound);
    content.put(name, bytes);
    return content;
  }

  private void assertDamaged(String part) {
    for (OpenMode mode : List.of(OpenMode.READ_ONLY, OpenMode.EXISTING)) {
      assertThatThrownBy(() -> directory.store(mode))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.code()).isEqualTo(StorageError.STORE_DAMAGED))
          .hasMessageContaining(part);
    }
  }
}
