package coop.covm.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.disk.HeadMarkFile;
import coop.covm.storage.disk.RealDisk;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.DamagedLog;
import coop.covm.storage.spi.LogPiece;
import coop.covm.storage.spi.LogPlace;
import coop.covm.storage.tck.Salvaged;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is salvaged of a damaged log, and what is listed: exactly so much, nothing invented. */
final class RepairTest {
  @TempDir Path folder = Path.of(".");
  TestDirectory directory = new TestDirectory(Path.of("."));
  Map<String, byte[]> sound = Map.of();
  List<CommitRecord> original = new ArrayList<>();
  List<LogPlace> places = new ArrayList<>();
  Head head = Head.EMPTY;

  @BeforeEach
  void setUp() throws IOException {
    directory = new TestDirectory(folder.resolve("data"));
    try (Store store = directory.store(OpenMode.CREATE)) {
      for (int i = 0; i < 40; i++) {
        head = TestDirectory.put(store, "k" + i, "value " + i);
      }
      try (StoreView view = store.view()) {
        for (long revision = 1; revision <= head.revision(); revision++) {
          original.add(view.commit(revision));
        }
      }
    }
    sound = directory.content();
    assertThat(segments()).hasSizeGreaterThan(1);
    try (DamagedLog log = open()) {
      for (Optional<LogPiece> piece = log.next(); piece.isPresent(); piece = log.next()) {
        places.add(piece.get().place());
      }
    }
    assertThat(places).hasSize(40);
  }

  private List<String> segments() {
    return sound.keySet().stream().filter(name -> name.startsWith("log-")).toList();
  }

  private DamagedLog open() throws IOException {
    return DamagedSegments.open(new RealDisk(directory.path()), Duration.ofSeconds(1));
  }

  private Salvaged examine() throws IOException {
    Map<String, byte[]> before = directory.content();
    Salvaged salvaged = Salvaged.of(open());
    Map<String, byte[]> after = directory.content();
    assertThat(after.keySet()).isEqualTo(before.keySet());
    after.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(before.get(name)));
    salvaged.expectBeginningOf(original, "the damage");
    return salvaged;
  }

  private LogPlace place(long revision) {
    return places.get((int) revision - 1);
  }

  private String segmentOf(long revision) {
    return String.valueOf(place(revision).file().getFileName());
  }

  private byte[] bytes(String name) {
    return sound.getOrDefault(name, new byte[0]).clone();
  }

  private void damage(String name, byte[] bytes) throws IOException {
    Map<String, byte[]> content = new TreeMap<>(sound);
    content.put(name, bytes);
    directory.restore(content);
  }

  @Test
  void aSoundStoreIsSound() throws IOException {
    Salvaged salvaged = examine();
    assertThat(salvaged.damages()).isEmpty();
    assertThat(salvaged.report().isSound()).isTrue();
    assertThat(salvaged.report().head()).isEqualTo(head);
  }

  /** This form keeps no digest of a value that is there, so that it cannot be left out. */
  @Test
  void whatFollowsADamagedValueIsReadableAndUnproven() throws IOException {
    byte[] bytes = bytes(segmentOf(5));
    int last = (int) (place(5).offset() + place(5).length()) - 1;
    bytes[last - 8] ^= 1;
    damage(segmentOf(5), bytes);
    Salvaged salvaged = examine();
    assertThat(salvaged.report().head()).isEqualTo(original.get(3).head());
    assertThat(salvaged.damages())
        .containsExactly("bytes", "bytes 5", "unproven 6-40", "missing 5");
    assertThat(salvaged.report().damages().get(1).keys())
        .containsExactly(original.get(4).body().changes().getFirst().key());
    assertThat(salvaged.report().unproven()).isEqualTo(35);
  }

  @Test
  void aFrameWhoseHeadIsDamagedLosesNothing() throws IOException {
    for (int of = 1; of <= 12; of++) {
      byte[] bytes = bytes(segmentOf(5));
      bytes[(int) place(5).offset() - 4 - of] ^= 2;
      damage(segmentOf(5), bytes);
      Salvaged salvaged = examine();
      assertThat(salvaged.report().head()).as("byte %s before", of).isEqualTo(head);
      assertThat(salvaged.damages()).as("byte %s before", of).hasSize(1).first().isEqualTo("bytes");
      assertThat(salvaged.report().isWhole()).isTrue();
    }
  }

  @Test
  void aZeroedSectorLosesTheCommitsThatItTouches() throws IOException {
    byte[] bytes = bytes(segmentOf(5));
    int from = (int) place(5).offset() + 20;
    Arrays.fill(bytes, from, from + 512, (byte) 0);
    damage(segmentOf(5), bytes);
    Salvaged salvaged = examine();
    assertThat(salvaged.report().head()).isEqualTo(original.get(3).head());
    assertThat(salvaged.report().unproven()).isBetween(30L, 34L);
    assertThat(salvaged.damages()).last().asString().startsWith("missing 5-");
  }

  @Test
  void aMissingSegmentIsNamed() throws IOException {
    for (String name : segments().subList(0, segments().size() - 1)) {
      Map<String, byte[]> content = new TreeMap<>(sound);
      content.remove(name);
      directory.restore(content);
      Salvaged salvaged = examine();
      assertThat(salvaged.report().damages().getFirst().place().orElseThrow().file())
          .hasFileName(name);
      assertThat(salvaged.damages()).last().asString().startsWith("missing ");
      long first = 1;
      while (!segmentOf(first).equals(name)) {
        first++;
      }
      assertThat(salvaged.report().head().revision()).isEqualTo(first - 1);
    }
  }

  @Test
  void theHeadOfASegmentCostsNothing() throws IOException {
    byte[] bytes = bytes(segments().get(1));
    bytes[20] ^= 1;
    damage(segments().get(1), bytes);
    Salvaged salvaged = examine();
    assertThat(salvaged.damages()).containsExactly("bytes");
    assertThat(salvaged.report().head()).isEqualTo(head);
    assertThat(salvaged.report().isWhole()).isTrue();
  }

  @Test
  void anAcknowledgedEndThatIsGoneIsListed() throws IOException {
    byte[] bytes = bytes(segmentOf(40));
    Arrays.fill(bytes, (int) place(40).offset() - 16, bytes.length, (byte) 0);
    damage(segmentOf(40), bytes);
    Salvaged salvaged = examine();
    assertThat(salvaged.report().head()).isEqualTo(original.get(38).head());
    assertThat(salvaged.damages()).containsExactly("missing 40");
  }

  @Test
  void filesBesideTheLogAreListedAndCostNothing() throws IOException {
    for (String name : List.of(HeadMarkFile.NAME, "format.json")) {
      byte[] bytes = bytes(name);
      bytes[10] ^= 1;
      damage(name, bytes);
      Salvaged salvaged = examine();
      assertThat(salvaged.damages()).as(name).containsExactly("file");
      assertThat(salvaged.report().head()).isEqualTo(head);
    }
  }

  @Test
  void whateverIsDamagedOnlyABeginningOfTheHistoryIsGiven() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      String name = segments().get(random.nextInt(segments().size()));
      byte[] bytes = bytes(name);
      int at = random.nextInt(bytes.length);
      int length = random.nextBoolean() ? 1 : 512;
      for (int b = at; b < Math.min(at + length, bytes.length); b++) {
        bytes[b] = (byte) (length == 1 ? bytes[b] ^ 1 << random.nextInt(8) : 0);
      }
      damage(name, bytes);
      String damage = "seed %s, %s, %s bytes at %s".formatted(seed, name, length, at);
      Salvaged salvaged = Salvaged.of(open());
      salvaged.expectBeginningOf(original, damage);
      if (!salvaged.report().head().equals(head)) {
        assertThat(salvaged.report().isWhole()).as(damage).isFalse();
      }
    }
  }
}
