package coop.covm.storage.tck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.Key;
import coop.covm.storage.OpenMode;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitBody;
import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.ReadView;
import coop.covm.storage.log.RunRecord;
import coop.covm.storage.log.SaltedValue;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.BackendSnapshot.Order;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.storage.spi.IndexCursor;
import coop.covm.storage.spi.KeyRange;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.spi.StorageBackend.CommitTurn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of the backend itself: snapshots, cursors and the conditional write. */
public abstract class SnapshotTests extends StoreTesting {
  @Test
  void anEmptyBackendHasTheEmptyHead() {
    StorageBackend backend = newBackend();
    assertThat(backend.created()).isTrue();
    try (BackendSnapshot snapshot = backend.snapshot()) {
      assertThat(snapshot.head()).isEqualTo(Head.EMPTY);
      assertThat(entries(snapshot, everything(), Order.ASCENDING)).isEmpty();
      assertThatIllegalArgumentException().isThrownBy(() -> snapshot.commit(1));
      assertThatIllegalArgumentException().isThrownBy(() -> snapshot.commit(0));
    }
  }

  @Test
  void aSnapshotIsUnchangedByLaterCommitsAndSeesAllEarlierOnes() throws Exception {
    StorageBackend backend = newBackend();
    List<CommitRecord> first = chain(Head.EMPTY, "a", "b");
    backend.commit(new CommitBatch(0, first));
    try (BackendSnapshot old = backend.snapshot()) {
      Map<String, String> before = entries(old, everything(), Order.ASCENDING);
      List<CommitRecord> second = chain(old.head(), "a", "c");
      backend.commit(new CommitBatch(2, second));
      assertThat(entries(old, everything(), Order.ASCENDING)).isEqualTo(before);
      assertThat(old.head()).isEqualTo(first.getLast().head());
      assertThatIllegalArgumentException().isThrownBy(() -> old.commit(3));
      assertThat(old.get(current("c"))).isEmpty();
      try (BackendSnapshot young = backend.snapshot()) {
        assertThat(young.head()).isEqualTo(second.getLast().head());
        assertThat(young.get(current("c"))).isPresent();
        assertThat(young.commit(1)).isEqualTo(first.get(0));
        assertThat(young.commit(4)).isEqualTo(second.get(1));
      }
    }
  }

  @Test
  void aSnapshotThatWasClosedIsNotReadAgain() throws Exception {
    StorageBackend backend = newBackend();
    backend.commit(new CommitBatch(0, chain(Head.EMPTY, "a")));
    BackendSnapshot snapshot = backend.snapshot();
    snapshot.close();
    snapshot.close();
    assertThatIllegalStateException().isThrownBy(() -> snapshot.get(current("a")));
    assertThatIllegalStateException().isThrownBy(() -> snapshot.commit(1));
    assertThatIllegalStateException()
        .isThrownBy(() -> {
          try (IndexCursor cursor = snapshot.scan(everything(), Order.ASCENDING)) {
            cursor.next();
          }
        });
  }

  @Test
  void aBatchUponAnotherHeadIsRefusedAndWritesNothing() throws Exception {
    StorageBackend backend = newBackend();
    List<CommitRecord> first = chain(Head.EMPTY, "a");
    backend.commit(new CommitBatch(0, first));
    assertThatThrownBy(() -> backend.commit(new CommitBatch(0, chain(Head.EMPTY, "b"))))
        .isInstanceOf(HeadMovedException.class);
    Head beyond = new Head(5, 0, first.getLast().digest());
    assertThatThrownBy(() -> backend.commit(new CommitBatch(5, chain(beyond, "b"))))
        .isInstanceOf(HeadMovedException.class);
    try (BackendSnapshot snapshot = backend.snapshot()) {
      assertThat(snapshot.head()).isEqualTo(first.getLast().head());
      assertThat(snapshot.get(current("b"))).isEmpty();
    }
    backend.commit(new CommitBatch(1, chain(first.getLast().head(), "b")));
  }

  @Test
  void aTurnLeavesOnesOwnCommitsFree() throws Exception {
    StorageBackend backend = newBackend();
    CommitTurn turn = backend.reserve(Duration.ofSeconds(1));
    backend.commit(new CommitBatch(0, chain(Head.EMPTY, "a")));
    turn.close();
    turn.close();
    backend.commit(new CommitBatch(1, chain(head(backend), "b")));
    assertThat(head(backend).revision()).isEqualTo(2);
  }

  @Test
  void scansGoThroughAnyRangeBothWays() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    StorageBackend backend = newBackend();
    TreeMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
    for (int i = 0; i < 60; i++) {
      List<CommitRecord> records = chain(head(backend), "k" + random.nextInt(40));
      backend.commit(new CommitBatch(head(backend).revision(), records));
      CommitIndex.changes(records.getFirst()).forEach(e -> model.put(e.key(), e.value()));
    }
    List<byte[]> bounds = new ArrayList<>(model.keySet());
    bounds.add(new byte[0]);
    bounds.add(new byte[] {'c'});
    bounds.add(new byte[] {'v', (byte) 0xFF});
    try (BackendSnapshot snapshot = backend.snapshot()) {
      for (int i = 0; i < 300; i++) {
        byte[] from = bounds.get(random.nextInt(bounds.size()));
        Optional<byte[]> to =
            random.nextInt(4) == 0
                ? Optional.empty()
                : Optional.of(bounds.get(random.nextInt(bounds.size())));
        KeyRange range = new KeyRange(from, to);
        Map<String, String> expected = new LinkedHashMap<>();
        model.forEach((key, value) -> {
          if (range.contains(key)) {
            expected.put(latin(key), latin(value));
          }
        });
        Map<String, String> up = entries(snapshot, range, Order.ASCENDING);
        Map<String, String> down = entries(snapshot, range, Order.DESCENDING);
        assertThat(List.copyOf(up.entrySet()))
            .as("seed %s", seed)
            .isEqualTo(List.copyOf(expected.entrySet()));
        assertThat(List.copyOf(down.entrySet()))
            .as("seed %s", seed)
            .isEqualTo(List.copyOf(expected.entrySet()).reversed());
      }
    }
  }

  @Test
  void aCursorAtItsEndStaysThere() throws Exception {
    StorageBackend backend = newBackend();
    backend.commit(new CommitBatch(0, chain(Head.EMPTY, "a")));
    try (BackendSnapshot snapshot = backend.snapshot();
        IndexCursor cursor = snapshot.scan(KeyRange.prefix(current("a")), Order.ASCENDING)) {
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.key()).isEqualTo(current("a"));
      assertThat(cursor.next()).isFalse();
      assertThat(cursor.next()).isFalse();
    }
  }

  private StorageBackend newBackend() {
    return closing(newPlace().open(OpenMode.CREATE));
  }

  private static Head head(StorageBackend backend) {
    try (BackendSnapshot snapshot = backend.snapshot()) {
      return snapshot.head();
    }
  }

  private static KeyRange everything() {
    return new KeyRange(new byte[0], Optional.empty());
  }

  private static byte[] current(String name) {
    return CommitIndex.currentKey(Key.parse("org/" + name));
  }

  /** One commit for each name, chained behind the head. */
  static List<CommitRecord> chain(Head head, String... names) {
    List<CommitRecord> records = new ArrayList<>();
    Head last = head;
    for (String name : names) {
      byte[] salt = Arrays.copyOf((name + head.revision()).getBytes(UTF_8), 16);
      CommitBody body =
          new CommitBody(
              Optional.empty(),
              Optional.empty(),
              new RunRecord(Optional.empty(), Map.of(), new UUID(0, 0), 0, Map.of()),
              1,
              List.of(new ReadView(last.revision(), 1)),
              Optional.empty(),
              List.of(new Change.Set(Key.parse("org/" + name), new SaltedValue(salt, text(name)))));
      CommitRecord record =
          CommitRecord.seal(last.revision() + 1, last.timeMillis() + 1, last.digest(), body);
      records.add(record);
      last = record.head();
    }
    return records;
  }

  private static Map<String, String> entries(
      BackendSnapshot snapshot, KeyRange range, Order order) {
    Map<String, String> entries = new LinkedHashMap<>();
    try (IndexCursor cursor = snapshot.scan(range, order)) {
      while (cursor.next()) {
        entries.put(latin(cursor.key()), latin(cursor.value()));
      }
    }
    return entries;
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }
}
