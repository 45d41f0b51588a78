package coop.covm.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.StoreCopies;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.StoreView;
import coop.covm.storage.access.Action;
import coop.covm.storage.copy.CopyError;
import coop.covm.storage.copy.CopyException;
import coop.covm.storage.copy.CopyListener;
import coop.covm.storage.copy.Repair;
import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.disk.RealDisk;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.repair.Examination;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.DamagedLog;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.tck.Commits;
import coop.covm.storage.tck.Members;
import coop.covm.storage.tck.Salvaged;
import coop.covm.value.StringValue;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is salvaged of a damaged journal, and what is listed: exactly so much, nothing invented. */
final class RepairTest {
  @TempDir Path folder;
  TestStore store = new TestStore(Path.of("."));
  Map<String, byte[]> sound = Map.of();
  List<CommitRecord> original = new ArrayList<>();
  Head head = Head.EMPTY;

  @BeforeEach
  void setUp() {
    store = new TestStore(folder.resolve("data"));
    try (FileStorageBackend backend = store.open()) {
      for (int i = 0; i < 6; i++) {
        Commits.commit(backend, "a" + i);
      }
      head = Commits.commit(backend, "b", "c");
      try (BackendSnapshot snapshot = backend.snapshot()) {
        for (long revision = 1; revision <= head.revision(); revision++) {
          original.add(snapshot.commit(revision));
        }
      }
    }
    sound = store.content();
    assertThat(head.revision()).isEqualTo(8);
    assertThat(segments()).hasSize(3);
  }

  private List<String> segments() {
    return sound.keySet().stream().filter(name -> name.startsWith("journal-")).toList();
  }

  private Salvaged examine() {
    return examine(new RealDisk(store.directory()));
  }

  private Salvaged examine(Disk disk) {
    Map<String, byte[]> before = store.content();
    Salvaged salvaged;
    try {
      salvaged = Salvaged.of(DamagedJournal.open(disk));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Map<String, byte[]> after = store.content();
    assertThat(after.keySet()).isEqualTo(before.keySet());
    after.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(before.get(name)));
    salvaged.expectBeginningOf(original, "the damage");
    return salvaged;
  }

  /** The segment that holds the revision. */
  private String segmentOf(long revision) {
    return segments().stream()
        .filter(name -> StoreLayout.segmentRevision(name).orElseThrow() <= revision)
        .toList()
        .getLast();
  }

  /** Where the line of a revision begins in its segment. */
  private int start(long revision) {
    String name = segmentOf(revision);
    byte[] bytes = bytes(name);
    int start = 0;
    for (long i = StoreLayout.segmentRevision(name).orElseThrow(); i < revision; i++) {
      while (bytes[start++] != '\n') {}
    }
    return start;
  }

  private byte[] bytes(String name) {
    return sound.getOrDefault(name, new byte[0]).clone();
  }

  /** Where a text begins in the line of a revision. */
  private int find(long revision, String text) {
    String line = new String(bytes(segmentOf(revision)), UTF_8);
    int at = line.indexOf(text, start(revision));
    assertThat(at).isGreaterThan(0);
    return at;
  }

  private void damage(String name, byte[] bytes) {
    Map<String, byte[]> content = new TreeMap<>(sound);
    content.put(name, bytes);
    store.restore(content);
  }

  /** Puts a byte somewhere into the line of a revision. */
  private void change(long revision, int at, int value) {
    byte[] bytes = bytes(segmentOf(revision));
    bytes[at] = (byte) value;
    damage(segmentOf(revision), bytes);
  }

  @Test
  void aSoundStoreIsSound() {
    Salvaged salvaged = examine();
    assertThat(salvaged.report().isSound()).isTrue();
    assertThat(salvaged.report().isWhole()).isTrue();
    assertThat(salvaged.report().head()).isEqualTo(head);
  }

  @Test
  void aDamagedValueIsLeftOutAndAllElseIsKept() {
    change(3, find(3, "\"v3\"") + 1, 'w');
    Salvaged salvaged = examine();
    assertThat(salvaged.damages()).containsExactly("value 3");
    assertThat(salvaged.report().head()).isEqualTo(head);
    assertThat(salvaged.report().isWhole()).isFalse();
    assertThat(salvaged.report().damages().getFirst().keys()).containsExactly(Commits.key("a2"));
    assertThat(salvaged.report().damages().getFirst().digest())
        .contains(original.get(2).body().changes().getFirst().made().orElseThrow().digest());
    for (CommitRecord record : salvaged.commits()) {
      assertThat(record.body().changes().getFirst().made().orElseThrow().isErased())
          .as("revision %s", record.revision())
          .isEqualTo(record.revision() == 3);
    }
  }

  @Test
  void aValueWithALineEndInItIsOneValueLost() {
    change(3, find(3, "\"v3\"") + 1, '\n');
    assertThat(examine().damages()).containsExactly("value 3");
  }

  @Test
  void aValueOfZerosIsOneValueLost() {
    byte[] bytes = bytes(segmentOf(3));
    int from = find(3, "\"v3\"") - 20;
    Arrays.fill(bytes, from, from + 23, (byte) 0);
    damage(segmentOf(3), bytes);
    assertThat(examine().damages()).containsExactly("value 3");
  }

  @Test
  void whatFollowsADamagedCommitIsReadableAndUnproven() {
    change(3, find(3, "[\"set\",\"org/acme/a2\"") + 8, 'O');
    Salvaged salvaged = examine();
    assertThat(salvaged.damages()).containsExactly("bytes 3", "unproven 4-8", "missing 3");
    assertThat(salvaged.report().head()).isEqualTo(original.get(1).head());
    assertThat(salvaged.report().unproven()).isEqualTo(5);
    assertThat(salvaged.report().damages().getFirst().place().orElseThrow().file())
        .hasFileName(segmentOf(3));
  }

  @Test
  void aLostLineEndLosesNothing() {
    long revision = 1;
    assertThat(segmentOf(1)).isEqualTo(segmentOf(2));
    change(revision, start(2) - 1, 'J');
    Salvaged salvaged = examine();
    assertThat(salvaged.report().head()).isEqualTo(head);
    assertThat(salvaged.damages()).containsExactly("form 1");
  }

  @Test
  void aLineThatStandsTwiceLosesNothing() {
    String name = segmentOf(1);
    byte[] bytes = bytes(name);
    int first = start(2);
    byte[] twice = new byte[bytes.length + first];
    System.arraycopy(bytes, 0, twice, 0, first);
    System.arraycopy(bytes, 0, twice, first, bytes.length);
    damage(name, twice);
    Salvaged salvaged = examine();
    assertThat(salvaged.damages()).containsExactly("place 1");
    assertThat(salvaged.report().head()).isEqualTo(head);
    assertThat(salvaged.report().isWhole()).isTrue();
  }

  @Test
  void linesThatWereSwappedAreTakenInTheOrderOfTheirDigests() {
    String name = segmentOf(1);
    byte[] bytes = bytes(name);
    int first = start(2);
    int end = first;
    while (bytes[end++] != '\n') {}
    byte[] swapped = bytes.clone();
    System.arraycopy(bytes, first, swapped, 0, end - first);
    System.arraycopy(bytes, 0, swapped, end - first, first);
    damage(name, swapped);
    Salvaged salvaged = examine();
    assertThat(salvaged.damages()).containsExactly("place 1");
    assertThat(salvaged.report().head()).isEqualTo(head);
    assertThat(salvaged.report().isWhole()).isTrue();
  }

  @Test
  void aMissingSegmentIsNamed() {
    for (String name : segments()) {
      Map<String, byte[]> content = new TreeMap<>(sound);
      content.remove(name);
      store.restore(content);
      Salvaged salvaged = examine();
      long first = StoreLayout.segmentRevision(name).orElseThrow();
      assertThat(salvaged.report().head().revision()).as(name).isEqualTo(first - 1);
      assertThat(salvaged.report().damages().getFirst().place().orElseThrow().file())
          .hasFileName(name);
      assertThat(salvaged.damages()).as(name).last().asString().startsWith("missing " + first);
    }
  }

  @Test
  void aZeroedSectorLosesTheCommitsThatItTouches() {
    String name = segmentOf(1);
    byte[] bytes = bytes(name);
    Arrays.fill(bytes, start(2) - 60, start(2) + 100, (byte) 0);
    damage(name, bytes);
    Salvaged salvaged = examine();
    assertThat(salvaged.report().head().revision()).isEqualTo(1);
    assertThat(salvaged.damages()).contains("missing 2", "value 1");
  }

  @Test
  void aSectorThatTheDiskDoesNotGiveIsListedWithItsReason() {
    Salvaged salvaged = examine(withoutSector(new RealDisk(store.directory()), segmentOf(1), 512));
    assertThat(salvaged.report().damages().getFirst().message()).contains("Input/output error");
    assertThat(salvaged.report().damages().getFirst().place().orElseThrow().offset())
        .isEqualTo(512);
    assertThat(salvaged.report().head().revision()).isLessThan(3);
  }

  @Test
  void aCutInTheMiddleIsListed() {
    String name = segmentOf(1);
    damage(name, Arrays.copyOf(bytes(name), start(2) + 50));
    Salvaged salvaged = examine();
    assertThat(salvaged.report().head()).isEqualTo(original.getFirst().head());
    assertThat(salvaged.damages()).contains("bytes 2");
  }

  @Test
  void anAcknowledgedEndThatIsGoneIsListed() {
    String name = segmentOf(8);
    damage(name, Arrays.copyOf(bytes(name), start(8)));
    Salvaged salvaged = examine();
    assertThat(salvaged.report().head().revision()).isEqualTo(7);
    assertThat(salvaged.damages()).containsExactly("missing 8");
  }

  @Test
  void aWriteThatWasCutShortIsNoDamage() {
    String name = segmentOf(8);
    byte[] bytes = bytes(name);
    byte[] torn = Arrays.copyOf(bytes, bytes.length + 100);
    System.arraycopy(bytes, start(8), torn, bytes.length, 100);
    damage(name, torn);
    assertThat(examine().report().isSound()).isTrue();
  }

  @Test
  void filesBesideTheJournalAreListedAndCostNothing() {
    for (String name : List.of(StoreLayout.HEAD, StoreLayout.FORMAT)) {
      byte[] bytes = bytes(name);
      bytes[10] ^= 1;
      damage(name, bytes);
      Salvaged salvaged = examine();
      assertThat(salvaged.damages()).as(name).containsExactly("file");
      assertThat(salvaged.report().head()).isEqualTo(head);
      assertThat(salvaged.report().isWhole()).isTrue();
    }
    Map<String, byte[]> content = new TreeMap<>(sound);
    content.put(StoreLayout.INDEX, "covm-idx and something else".getBytes(UTF_8));
    store.restore(content);
    assertThat(examine().damages()).containsExactly("file");
  }

  /** Whoever chooses a value does not become part of the history by it. */
  @Test
  void aCommitInsideOfAValueIsNoCommit() {
    String name = segmentOf(3);
    byte[] bytes = bytes(name);
    String forged = new String(bytes, start(3), 40, UTF_8);
    assertThat(forged).startsWith("{\"envelope\":{\"covm\":\"commit/1\"");
    int lineEnd = start(3);
    while (bytes[lineEnd] != '\n') {
      lineEnd++;
    }
    byte[] line = Arrays.copyOfRange(bytes, start(3), lineEnd);
    String inside = "{\"broken\":[{\"a\":1}," + new String(line, UTF_8) + "]}\n";
    byte[] rest = Arrays.copyOfRange(bytes, lineEnd + 1, bytes.length);
    byte[] changed = new byte[start(3) + inside.length() + rest.length];
    System.arraycopy(bytes, 0, changed, 0, start(3));
    System.arraycopy(inside.getBytes(UTF_8), 0, changed, start(3), inside.length());
    System.arraycopy(rest, 0, changed, start(3) + inside.length(), rest.length);
    damage(name, changed);
    assertThat(examine().report().head().revision()).isEqualTo(2);
  }

  @Test
  void whateverByteChangesOnlyABeginningOfTheHistoryIsGiven() {
    for (String name : segments()) {
      byte[] bytes = bytes(name);
      for (int i = 0; i < bytes.length; i += 3) {
        for (int change : new int[] {1 << i % 8, bytes[i], bytes[i] ^ '\n'}) {
          byte[] changed = bytes.clone();
          changed[i] ^= (byte) (change == 0 ? 1 : change);
          damage(name, changed);
          Salvaged salvaged = examine();
          assertThat(salvaged.report().isSound())
              .as("%s, byte %s, xor %s is noticed", name, i, change)
              .isFalse();
        }
      }
    }
  }

  @Test
  void theRepairedStoreIsSoundAndHasTheHeadOfItsRevision() throws Exception {
    change(3, find(3, "\"v3\"") + 1, 'w');
    Repair.Report report = repair(CopyListener.NONE);
    assertThat(report.head()).isEqualTo(head);
    assertThat(report.verification().isSound()).isTrue();
    assertThat(report.verification().erased()).isEqualTo(1);
    try (Store repaired = Store.open("file:" + target(), OpenMode.EXISTING);
        StoreView view = repaired.view()) {
      assertThat(view.head()).isEqualTo(head);
      assertThat(view.get(Commits.key("a1"))).contains(StringValue.of("v2"));
      assertThatThrownBy(() -> view.get(Commits.key("a2")))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.code()).isEqualTo(StorageError.REVISION_COMPACTED));
      assertThat(view.contains(Commits.key("a2"))).isTrue();
    }
  }

  @Test
  void aRepairThatWasInterruptedIsNoStoreUntilItGoesOn() throws Exception {
    change(3, find(3, "\"v3\"") + 1, 'w');
    assertThatThrownBy(() ->
            repair((stage, revision, _) -> {
              if (stage == CopyListener.Stage.VERIFIED && revision == 4) {
                Thread.currentThread().interrupt();
              }
            }))
        .isInstanceOf(InterruptedException.class);
    assertThatThrownBy(() -> Store.open("file:" + target(), OpenMode.EXISTING))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.code()).isEqualTo(StorageError.STORE_UNFINISHED));
    assertThat(repair(CopyListener.NONE).before()).isEqualTo(head.revision());
    assertThat(repair(CopyListener.NONE).before()).isEqualTo(head.revision());
    try (StorageBackend repaired = StoreCopies.open("file:" + target(), StoreOptions.STANDARD)) {
      Commits.commit(repaired, "mine");
    }
    assertThatThrownBy(() -> repair(CopyListener.NONE))
        .isInstanceOfSatisfying(
            CopyException.class, e -> assertThat(e.code()).isEqualTo(CopyError.TARGET_TAKEN));
  }

  @Test
  void aLossInASecuredStoreEndsTheHistoryWhereTheStoreSigned() throws Exception {
    String url = "file:" + folder.resolve("secured");
    Path journal = folder.resolve("secured").resolve(StoreLayout.segment(1));
    List<Head> heads = new ArrayList<>();
    try (Store secured = Store.open(url, OpenMode.CREATE)) {
      Members members = Members.secure(secured);
      members.add("ana");
      members.deny("everyone", "org/acme", Action.READ);
      members.add("bob");
      try (StoreView view = secured.view()) {
        heads.add(view.head());
      }
    }
    String text = Files.readString(journal, UTF_8);
    String denial = "{\"read\":";
    assertThat(text).contains(denial);
    int at = text.lastIndexOf(denial);
    Files.writeString(journal, text.substring(0, at + 1) + "D" + text.substring(at + 2), UTF_8);
    long lost = text.substring(0, at).lines().count();
    try (DamagedLog log = StoreCopies.damaged(url, StoreOptions.STANDARD)) {
      Examination examination = Examination.of(log, _ -> {});
      assertThat(examination.report().head().revision()).isEqualTo(lost - 1);
      assertThat(examination.report().unproven()).isEqualTo(heads.getFirst().revision() - lost + 1);
      Repair.Report report =
          new Repair(log, examination, CopyListener.NONE)
              .into(() -> StoreCopies.open("file:" + target(), StoreOptions.STANDARD));
      assertThat(report.verification().isSound()).isTrue();
      assertThat(report.missingKey()).isEmpty();
    }
  }

  private Path target() {
    return folder.resolve("repaired");
  }

  private Repair.Report repair(CopyListener listener) throws Exception {
    try (DamagedLog log = DamagedJournal.open(new RealDisk(store.directory()))) {
      return new Repair(log, Examination.of(log, _ -> {}), listener)
          .into(() -> StoreCopies.open("file:" + target(), StoreOptions.STANDARD));
    }
  }

  /** A disk that cannot read one sector of a file. */
  private static Disk withoutSector(Disk disk, String name, long sector) {
    return (Disk)
        Proxy.newProxyInstance(
            Disk.class.getClassLoader(),
            new Class<?>[] {Disk.class},
            (_, method, arguments) -> {
              try {
                Object result = method.invoke(disk, arguments);
                boolean concerned =
                    result instanceof DiskFile && arguments != null && name.equals(arguments[0]);
                return concerned ? withoutSector((DiskFile) result, sector) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static DiskFile withoutSector(DiskFile file, long sector) {
    return new DiskFile() {
      @Override
      public int read(long position, byte[] target, int from, int length) throws IOException {
        if (position < sector + 512 && position + length > sector) {
          throw new IOException("Input/output error");
        }
        return file.read(position, target, from, length);
      }

      @Override
      public int write(long position, byte[] source, int from, int length) throws IOException {
        return file.write(position, source, from, length);
      }

      @Override
      public void truncate(long length) throws IOException {
        file.truncate(length);
      }

      @Override
      public void force() throws IOException {
        file.force();
      }

      @Override
      public long size() throws IOException {
        return file.size();
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }
}
