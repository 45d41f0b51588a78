package coop.covm.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import coop.covm.storage.Durability;
import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.disk.HeadMark;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.tck.Commits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store whose bytes were changed is reported, or serves exactly what was committed. */
final class DamageTest {
  @TempDir Path folder;
  TestStore store = new TestStore(Path.of("."));
  Map<String, byte[]> sound = Map.of();
  Head head = Head.EMPTY;

  @BeforeEach
  void setUp() {
    store = new TestStore(folder.resolve("data"));
    try (FileStorageBackend backend = store.open()) {
      for (int i = 0; i < 6; i++) {
        head = Commits.commit(backend, "a" + i);
      }
      head = Commits.commit(backend, "b", "c");
    }
    sound = store.content();
    assertThat(store.segments()).as("segments of the store").hasSize(3);
    assertThat(store.segments().getLast()).isNotEmptyFile();
  }

  /** What somebody who opens the store gets to see: nothing, or all that was committed. */
  private void expectReportedOrHarmless(String damage, OpenMode... modes) {
    Map<String, byte[]> damaged = store.content();
    for (OpenMode mode : modes) {
      try (FileStorageBackend backend = store.openUnforced(mode)) {
        if (!TestStore.readAll(backend).equals(head)) {
          fail("%s, opened %s: shows another history", damage, mode);
        }
      } catch (StorageException e) {
        expectClear(damage, e);
        assertThat(content(store.content()))
            .as("%s: files after the report", damage)
            .isEqualTo(content(damaged));
      }
    }
  }

  private static void expectClear(String damage, StorageException e) {
    assertThat(e.code())
        .as("%s: %s", damage, e.getMessage())
        .isIn(StorageError.STORE_DAMAGED, StorageError.STORE_FORMAT, StorageError.STORE_NOT_FOUND);
  }

  private static Map<String, String> content(Map<String, byte[]> files) {
    Map<String, String> content = new TreeMap<>();
    files.forEach((name, bytes) -> content.put(name, Arrays.toString(bytes)));
    return content;
  }

  @Test
  void everyChangedByteIsReportedOrHarmless() {
    for (Map.Entry<String, byte[]> file : sound.entrySet()) {
      byte[] bytes = file.getValue();
      for (int i = 0; i < bytes.length; i++) {
        int change = List.of(1 << (i % 8), bytes[i] ^ ' ', (int) bytes[i]).get(i % 3);
        OpenMode mode = i % 2 == 0 ? OpenMode.READ_ONLY : OpenMode.EXISTING;
        changeByte(file.getKey(), bytes, i, change == 0 ? 1 : change, mode);
      }
    }
  }

  @Test
  @Tag("slow")
  void everyValueOfEveryByteIsReportedOrHarmless() {
    for (Map.Entry<String, byte[]> file : sound.entrySet()) {
      byte[] bytes = file.getValue();
      for (int i = 0; i < bytes.length; i++) {
        for (int change = 1; change < 256; change += 1 + i % 7) {
          changeByte(file.getKey(), bytes, i, change, OpenMode.EXISTING);
        }
      }
    }
  }

  private void changeByte(String name, byte[] bytes, int at, int change, OpenMode mode) {
    byte[] changed = bytes.clone();
    changed[at] ^= (byte) change;
    store.restore(with(name, changed));
    expectReportedOrHarmless("%s, byte %d, xor %d".formatted(name, at, change), mode);
  }

  @Test
  void everyValueOfTheFinalLineEndIsReported() {
    String name = store.segments().getLast().getFileName().toString();
    byte[] bytes = sound.getOrDefault(name, new byte[0]);
    for (int change = 1; change < 256; change++) {
      byte[] changed = bytes.clone();
      changed[bytes.length - 1] ^= (byte) change;
      if (changed[bytes.length - 1] == 0) {
        continue; // aLineEndThatIsZeroIsReportedIfTheCommitWasAcknowledged
      }
      Map<String, byte[]> content = with(name, changed);
      content.remove(StoreLayout.HEAD); // so that nothing else can tell
      store.restore(content);
      assertDamaged(() -> store.open(OpenMode.READ_ONLY), name, "follows the commit");
    }
  }

  @Test
  void aLineEndThatIsZeroIsReportedIfTheCommitWasAcknowledged() {
    String name = store.segments().getLast().getFileName().toString();
    byte[] changed = sound.getOrDefault(name, new byte[0]).clone();
    changed[changed.length - 1] = 0;
    store.restore(with(name, changed));
    assertDamaged(() -> store.open(OpenMode.READ_ONLY), name, "was committed");
    assertDamaged(() -> store.open(OpenMode.EXISTING), name, "was committed");
  }

  /** A power loss may leave zeros in place of the last sector, here one that held the line end. */
  @Test
  void aLineEndThatIsZeroIsATornWriteIfTheCommitWasNotAcknowledged() {
    String name = store.segments().getLast().getFileName().toString();
    byte[] changed = sound.getOrDefault(name, new byte[0]).clone();
    changed[changed.length - 1] = 0;
    Map<String, byte[]> content = with(name, changed);
    content.remove(StoreLayout.HEAD);
    store.restore(content);
    try (FileStorageBackend backend = store.open(OpenMode.EXISTING)) {
      // Two commits were written together, so that both are given up.
      assertThat(TestStore.readAll(backend).revision()).isEqualTo(head.revision() - 2);
    }
  }

  /** A power loss may leave any sectors of the last group, here all but those of its first line. */
  @Test
  void zerosAmongLinesOfAGroupAreATornWriteIfItWasNotAcknowledged() {
    String name = store.segments().getLast().getFileName().toString();
    byte[] changed = sound.getOrDefault(name, new byte[0]).clone();
    int first = lineStart(changed, head.revision() - 1, name);
    Arrays.fill(changed, first, first + 100, (byte) 0);
    store.restore(with(name, changed));
    assertDamaged(() -> store.open(OpenMode.READ_ONLY), name, "was committed");
    assertDamaged(() -> store.open(OpenMode.EXISTING), name, "was committed");

    Map<String, byte[]> content = with(name, changed);
    content.remove(StoreLayout.HEAD);
    store.restore(content);
    try (FileStorageBackend backend = store.open(OpenMode.READ_ONLY)) {
      assertThat(TestStore.readAll(backend).revision()).isEqualTo(head.revision() - 2);
    }
    try (FileStorageBackend backend = store.open(OpenMode.EXISTING)) {
      assertThat(TestStore.readAll(backend).revision()).isEqualTo(head.revision() - 2);
      assertThat(store.warnings()).anyMatch(w -> w.contains("a write that never finished"));
    }
  }

  @Test
  void zerosBehindWhichAnotherGroupStandsAreDamage() {
    for (int group = 1; group <= 3; group++) {
      TestStore other = new TestStore(folder.resolve("other-" + group));
      try (FileStorageBackend backend = other.open(OpenMode.CREATE, oneSegment(other))) {
        Commits.commit(backend, "a");
        Commits.commit(backend, "b", "c");
        Commits.commit(backend, List.of("d", "e", "f").subList(0, group).toArray(String[]::new));
      }
      Map<String, byte[]> content = other.content();
      content.remove(StoreLayout.HEAD);
      String name = StoreLayout.segment(1);
      for (int hole = 1; hole <= 3; hole++) {
        Map<String, byte[]> damaged = new TreeMap<>(content);
        damaged.put(name, withHole(content.getOrDefault(name, new byte[0]).clone(), hole, name));
        other.restore(damaged);
        assertDamaged(() -> other.open(OpenMode.EXISTING), name, "line " + hole);
      }
    }
  }

  /** The disk failed, then the power: sectors of the last group are missing, and its end. */
  @Test
  void zerosBeforeALineOfTheGroupThatWasCutShortAreATornWriteIfItWasNotAcknowledged() {
    Map<String, byte[]> content = groups("b", "c", "d");
    String name = StoreLayout.segment(1);
    byte[] whole = content.getOrDefault(name, new byte[0]);
    TestStore other = new TestStore(folder.resolve("other"));
    for (int line = 3; line <= 4; line++) {
      int start = lineStart(whole, line, name);
      for (int length = start + 1; length < start + 40; length++) {
        Map<String, byte[]> left = new TreeMap<>(content);
        left.put(name, withHole(Arrays.copyOf(whole, length), 2, name));
        other.restore(left);
        assertDamaged(() -> other.open(OpenMode.EXISTING), name, "was committed");
        left.remove(StoreLayout.HEAD);
        other.restore(left);
        try (FileStorageBackend backend = other.open(OpenMode.EXISTING)) {
          assertThat(TestStore.readAll(backend).revision()).as("%s bytes", length).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void zerosBehindWhichAnotherGroupBeginsAreDamageHoweverLittleIsLeftOfIt() {
    String name = StoreLayout.segment(1);
    TestStore other = new TestStore(folder.resolve("other"));
    for (List<String> keys : List.of(List.of("b"), List.of("b", "c"))) {
      Map<String, byte[]> content = groups(keys.toArray(String[]::new));
      content.remove(StoreLayout.HEAD);
      byte[] whole = content.getOrDefault(name, new byte[0]);
      int start = lineStart(whole, 2, name);
      int marked = start + GroupMark.of(0, keys.size()).bytes().length;
      for (int length = marked + 1; length < start + 40; length++) {
        content.put(name, withHole(Arrays.copyOf(whole, length), 1, name));
        other.restore(content);
        assertDamaged(() -> other.open(OpenMode.EXISTING), name, "line 1");
      }
    }
  }

  /** The files of a store with one commit, and then a group. */
  private Map<String, byte[]> groups(String... second) {
    TestStore made = new TestStore(folder.resolve("made-" + second.length));
    try (FileStorageBackend backend = made.open(OpenMode.CREATE, oneSegment(made))) {
      Commits.commit(backend, "a");
      Commits.commit(backend, second);
    }
    return made.content();
  }

  private static byte[] withHole(byte[] segment, int line, String name) {
    int start = lineStart(segment, line, name);
    Arrays.fill(segment, start, start + 100, (byte) 0);
    return segment;
  }

  private static FileStoreOptions oneSegment(TestStore store) {
    return new FileStoreOptions(Durability.SYNC, 1 << 20, Long.MAX_VALUE, store.warnings()::add);
  }

  private static int lineStart(byte[] segment, long revision, String name) {
    long line = revision - StoreLayout.segmentRevision(name).orElseThrow();
    int start = 0;
    for (long i = 0; i < line; i++) {
      while (segment[start++] != '\n') {}
    }
    return start;
  }

  @Test
  void aChangedByteOfTheJournalIsAlwaysReportedWithItsLine() {
    for (Path segment : store.segments()) {
      String name = segment.getFileName().toString();
      byte[] bytes = sound.getOrDefault(name, new byte[0]);
      int line = 1;
      for (int i = 0; i < bytes.length; i++) {
        byte[] changed = bytes.clone();
        changed[i] ^= 1;
        if (i % 5 == 0 || bytes[i] == '\n') {
          store.restore(with(name, changed));
          assertDamaged(() -> store.openUnforced(OpenMode.READ_ONLY), name, "line " + line);
        }
        line += bytes[i] == '\n' ? 1 : 0;
      }
    }
  }

  private Map<String, byte[]> with(String name, byte[] bytes) {
    Map<String, byte[]> content = new TreeMap<>(sound);
    content.put(name, bytes);
    return content;
  }

  private static void assertDamaged(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> {
              assertThat(e.code()).isEqualTo(StorageError.STORE_DAMAGED);
              assertThat(e.getMessage()).contains(parts);
            });
  }

  @Test
  void everyCutIsReportedOrHarmless() {
    for (Map.Entry<String, byte[]> file : sound.entrySet()) {
      for (int length = 0; length < file.getValue().length; length += 1 + length % 3) {
        store.restore(with(file.getKey(), Arrays.copyOf(file.getValue(), length)));
        expectReportedOrHarmless(
            "%s, cut to %d bytes".formatted(file.getKey(), length),
            length % 2 == 0 ? OpenMode.READ_ONLY : OpenMode.EXISTING);
      }
    }
  }

  @Test
  void everyCutThatNoMarkForbidsLeavesWholeGroups() {
    // As after a power loss: the mark is as old as the store.
    byte[] oldMark = HeadMark.of(Head.EMPTY).bytes();
    String last = store.segments().getLast().getFileName().toString();
    String lastButOne = store.segments().get(1).getFileName().toString();
    for (String name : List.of(last, lastButOne)) {
      byte[] bytes = sound.getOrDefault(name, new byte[0]);
      for (int length = 0; length < bytes.length; length += length % 7 == 0 ? 1 : 6) {
        Map<String, byte[]> content = with(name, Arrays.copyOf(bytes, length));
        content.put(StoreLayout.HEAD, oldMark);
        if (name.equals(lastButOne)) {
          content.put(last, new byte[0]);
        }
        store.restore(content);
        Head seen;
        try (FileStorageBackend reader = store.openUnforced(OpenMode.READ_ONLY)) {
          seen = TestStore.readAll(reader);
        }
        assertThat(seen.revision()).as("cut to %d", length).isNotEqualTo(7);
        try (FileStorageBackend backend = store.openUnforced(OpenMode.CREATE)) {
          assertThat(TestStore.readAll(backend)).isEqualTo(seen);
          Head next = Commits.commit(backend, "next");
          assertThat(next.revision()).isEqualTo(seen.revision() + 1);
        }
        try (FileStorageBackend backend = store.openUnforced(OpenMode.CREATE)) {
          assertThat(TestStore.readAll(backend).revision()).isEqualTo(seen.revision() + 1);
        }
      }
    }
  }

  @Test
  void everyMissingFileIsReportedOrHarmless() {
    for (String name : sound.keySet()) {
      Map<String, byte[]> content = new TreeMap<>(sound);
      content.remove(name);
      store.restore(content);
      expectReportedOrHarmless(name + " removed", OpenMode.READ_ONLY, OpenMode.EXISTING);
    }
    for (String name : List.of(StoreLayout.FORMAT, StoreLayout.segment(1))) {
      Map<String, byte[]> content = new TreeMap<>(sound);
      content.remove(name);
      store.restore(content);
      assertDamaged(store::open, name, "missing");
    }
    Map<String, byte[]> content = new TreeMap<>(sound);
    String last = store.segments().getLast().getFileName().toString();
    content.remove(last);
    content.remove(StoreLayout.HEAD);
    store.restore(content);
    assertDamaged(store::open, last, "missing");
  }

  @Test
  void linesThatWereMovedDoubledOrTakenOutAreReported() {
    String name = store.segments().getFirst().getFileName().toString();
    List<String> lines =
        new String(sound.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSizeGreaterThan(2);
    for (int i = 0; i < lines.size(); i++) {
      List<String> doubled = new ArrayList<>(lines);
      doubled.add(i, lines.get(i));
      expectDamagedLines(name, doubled);
      List<String> removed = new ArrayList<>(lines);
      removed.remove(i);
      expectDamagedLines(name, removed);
      for (int j = 0; j < i; j++) {
        List<String> swapped = new ArrayList<>(lines);
        Collections.swap(swapped, i, j);
        expectDamagedLines(name, swapped);
      }
      for (String foreign : List.of("", " ", "{}", "garbage", "null")) {
        List<String> added = new ArrayList<>(lines);
        added.add(i, foreign);
        expectDamagedLines(name, added);
      }
    }
  }

  private void expectDamagedLines(String name, List<String> lines) {
    String text = String.join("\n", lines) + "\n";
    store.restore(with(name, text.getBytes(StandardCharsets.UTF_8)));
    assertDamaged(store::open, name, "line ");
    assertDamaged(() -> store.open(OpenMode.READ_ONLY), name, "line ");
  }

  @Test
  void garbageWithALineEndBehindTheJournalIsReported() {
    String last = store.segments().getLast().getFileName().toString();
    byte[] bytes = sound.getOrDefault(last, new byte[0]);
    byte[] more = Arrays.copyOf(bytes, bytes.length + 8);
    Arrays.fill(more, bytes.length, more.length, (byte) 'x');
    more[more.length - 1] = '\n';
    store.restore(with(last, more));
    assertDamaged(store::open, last, "line");
  }

  @Test
  void aSoundLineOfAnotherHistoryIsReported() {
    CommitRecord first = Commits.set(Head.EMPTY, 1000, "a", "1");
    CommitRecord other = Commits.set(Head.EMPTY, 1000, "a", "2");
    CommitRecord second = Commits.set(other.head(), 1000, "b", "3");
    expectDamagedJournal("names %s as the commit".formatted(other.digest()), first, second);
    CommitRecord earlier = Commits.set(first.head(), 999, "b", "3");
    expectDamagedJournal("its time is before", first, earlier);
    CommitRecord later = Commits.set(new Head(2, 1000, first.digest()), "b", "3");
    expectDamagedJournal("holds revision 3 where revision 2 belongs", first, later);
  }

  private void expectDamagedJournal(String what, CommitRecord first, CommitRecord second) {
    byte[] one = JournalLine.write(first, GroupMark.of(0, 1));
    byte[] two = JournalLine.write(second, GroupMark.of(0, 1));
    for (int missing = 0; missing < 2; missing++) { // with its line end and without
      byte[] journal = Arrays.copyOf(one, one.length + two.length - missing);
      System.arraycopy(two, 0, journal, one.length, two.length - missing);
      Map<String, byte[]> content = new TreeMap<>(sound);
      content.keySet().removeIf(name -> StoreLayout.segmentRevision(name).isPresent());
      content.remove(StoreLayout.HEAD);
      content.put(StoreLayout.segment(1), journal);
      store.restore(content);
      assertDamaged(store::open, StoreLayout.segment(1), "line 2", what);
    }
  }

  @Test
  void anotherHistoryOfTheSameLengthIsReported() {
    TestStore other = new TestStore(folder.resolve("other"));
    try (FileStorageBackend backend = other.open()) {
      for (int i = 0; i < 6; i++) {
        Commits.commit(backend, "z" + i);
      }
      Commits.commit(backend, "x", "y");
    }
    Map<String, byte[]> content = other.content();
    content.put(StoreLayout.HEAD, sound.getOrDefault(StoreLayout.HEAD, new byte[0]));
    store.restore(content);
    assertDamaged(store::open, "is not the one that was committed");
  }

  @Test
  void aJournalThatLostItsLastLinesIsReportedUntilTheMarkIsRemoved() throws Exception {
    try (FileStorageBackend backend = store.open()) {
      Commits.commit(backend, "last");
    }
    store.restore(
        withFiles(
            sound, Map.of(StoreLayout.HEAD, Files.readAllBytes(store.file(StoreLayout.HEAD)))));
    assertDamaged(store::open, "ends with revision 8, but revision 9 was committed", "head.json");
    Files.delete(store.file(StoreLayout.HEAD));
    try (FileStorageBackend backend = store.open()) {
      assertThat(TestStore.readAll(backend)).isEqualTo(head);
      assertThat(store.warnings()).anyMatch(w -> w.contains("head.json is missing or damaged"));
    }
    assertThat(store.file(StoreLayout.HEAD)).exists();
  }

  private static Map<String, byte[]> withFiles(Map<String, byte[]> base, Map<String, byte[]> more) {
    Map<String, byte[]> content = new TreeMap<>(base);
    content.putAll(more);
    return content;
  }

  @Test
  void aTornLineIsIgnoredByReadersAndCutOffByTheNextWriter() throws Exception {
    try (FileStorageBackend backend = store.open()) {
      Path last = store.segments().getLast();
      long length = Files.size(last);
      Files.writeString(
          last, "{\"envelope\":{\"covm\":\"comm", java.nio.file.StandardOpenOption.APPEND);
      try (FileStorageBackend reader = store.open(OpenMode.READ_ONLY)) {
        assertThat(TestStore.readAll(reader)).isEqualTo(head);
        assertThat(Files.size(last)).isGreaterThan(length);
        assertThat(Commits.head(backend)).isEqualTo(head);
        Commits.commit(backend, "next");
        assertThat(store.warnings())
            .singleElement()
            .asString()
            .contains("cut off 25 bytes of a write that never finished", "revision 8");
        assertThat(Commits.head(reader).revision()).isEqualTo(9);
      }
      assertThat(TestStore.readAll(backend).revision()).isEqualTo(9);
    }
  }

  @Test
  void aMissingFinalLineEndLosesNothing() throws Exception {
    Path last = store.segments().getLast();
    byte[] bytes = Files.readAllBytes(last);
    byte[] unended = Arrays.copyOf(bytes, bytes.length - 1);
    try (FileStorageBackend open = store.open()) {
      Files.write(last, unended);
      assertThatThrownBy(open::snapshot).hasMessageContaining("cut short");
    }
    try (FileStorageBackend reader = store.open(OpenMode.READ_ONLY)) {
      assertThat(TestStore.readAll(reader)).isEqualTo(head);
      assertThat(Files.readAllBytes(last)).isEqualTo(unended);
      try (FileStorageBackend backend = store.open()) {
        assertThat(TestStore.readAll(backend)).isEqualTo(head);
        assertThat(Files.readAllBytes(last)).isEqualTo(bytes);
        assertThat(store.warnings()).anyMatch(w -> w.contains("added the line end that line"));
        Commits.commit(backend, "next");
      }
      assertThat(TestStore.readAll(reader).revision()).isEqualTo(9);
    }
  }

  @Test
  void zerosThatAPowerLossLeftBehindTheJournalAreCutOff() throws Exception {
    Path last = store.segments().getLast();
    byte[] bytes = Files.readAllBytes(last);
    Files.write(last, Arrays.copyOf(bytes, bytes.length + 70_000));
    try (FileStorageBackend backend = store.open()) {
      assertThat(TestStore.readAll(backend)).isEqualTo(head);
    }
    assertThat(Files.readAllBytes(last)).isEqualTo(bytes);
  }

  @Test
  void damageWhileTheStoreIsOpenIsReportedWhenItIsMet() throws Exception {
    Path last = store.segments().getLast();
    byte[] bytes = Files.readAllBytes(last);
    try (FileStorageBackend backend = store.open();
        var snapshot = backend.snapshot()) {
      byte[] changed = bytes.clone();
      changed[bytes.length / 2] ^= 1;
      Files.write(last, changed);
      assertDamaged(() -> TestStore.readAll(backend), last.getFileName().toString(), "line ");
      Files.write(last, bytes);
      assertThat(TestStore.readAll(backend)).isEqualTo(head);

      Files.writeString(last, "garbage\n", java.nio.file.StandardOpenOption.APPEND);
      assertDamaged(backend::snapshot, last.getFileName().toString(), "line ");
      assertDamaged(() -> backend.commit(Commits.batch(head, "x")), "line ");
      assertThat(snapshot.head()).isEqualTo(head);

      Files.write(last, Arrays.copyOf(bytes, bytes.length - 1));
      assertDamaged(backend::snapshot, "cut short");
      assertDamaged(() -> snapshot.commit(8), "cut short");
      Files.delete(last);
      assertDamaged(backend::snapshot, "removed or replaced");
      assertDamaged(() -> snapshot.commit(8), "removed");
      Files.write(last, bytes);
      assertDamaged(() -> backend.commit(Commits.batch(head, "x")), "removed or replaced");
    }
    try (FileStorageBackend backend = store.open()) {
      assertThat(TestStore.readAll(backend)).isEqualTo(head);
    }
  }
}
