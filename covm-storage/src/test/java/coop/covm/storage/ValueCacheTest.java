package coop.covm.storage;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitBody;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.ReadView;
import coop.covm.storage.log.RunRecord;
import coop.covm.storage.log.SaltedValue;
import coop.covm.storage.memory.MemoryBackend;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What may come between the steps of a reader, one order at a time. */
final class ValueCacheTest {
  private static final byte[] SALT = new byte[SaltedValue.SALT_BYTES];
  private static final Key A = Key.parse("org/a");
  private static final Key B = Key.parse("org/b");

  private final MemoryBackend backend = new MemoryBackend();
  private final ValueCache cache = new ValueCache(1 << 20);
  private final List<BackendSnapshot> snapshots = new ArrayList<>();

  @AfterEach
  void close() {
    snapshots.forEach(BackendSnapshot::close);
    backend.close();
  }

  @Test
  void anAdditionThatComesAfterAnOwnCommitIsRefused() throws Exception {
    commit(A, 1);
    BackendSnapshot old = following();
    cache.committed(commit(A, 2));
    cache.add(A, number(1), 1, 1);
    assertThat(cache.follow(snapshot())).isTrue();
    assertThat(cache.find(A, 2)).isEmpty();
    assertThat(old.head().revision()).isEqualTo(1);
  }

  @Test
  void anAdditionThatComesAfterAForeignCommitWasSeenIsRefused() throws Exception {
    commit(A, 1);
    commit(B, 1);
    following();
    cache.add(B, number(1), 2, 2);
    commit(A, 2);
    assertThat(cache.follow(snapshot())).isTrue();
    cache.add(A, number(1), 1, 2);
    assertThat(cache.find(A, 3)).isEmpty();
    assertThat(cache.find(B, 3)).contains(number(1));
  }

  @Test
  void anAdditionThatComesAfterEverythingWasDroppedIsRefused() throws Exception {
    commit(A, 1);
    following();
    cache.add(A, number(1), 1, 1);
    for (int i = 0; i < 100; i++) {
      commit(B, i);
    }
    commit(A, 2);
    following();
    assertThat(cache.find(A, 102)).isEmpty();
    cache.add(A, number(1), 1, 1);
    assertThat(cache.find(A, 102)).isEmpty();
    cache.add(A, number(2), 102, 102);
    assertThat(cache.find(A, 102)).contains(number(2));
  }

  @Test
  void anEntryAddedBeforeACommitWasKnownGoesWithIt() throws Exception {
    commit(A, 1);
    following();
    CommitBatch published = commit(A, 2);
    cache.add(A, number(1), 1, 1);
    assertThat(cache.find(A, 1)).contains(number(1));
    cache.committed(published);
    assertThat(cache.find(A, 2)).isEmpty();
  }

  @Test
  void aReaderOfACommitThatIsPublishedButNotYetToldOfSeesIt() throws Exception {
    commit(A, 1);
    following();
    cache.add(A, number(1), 1, 1);
    CommitBatch published = commit(A, 2);
    following();
    assertThat(cache.find(A, 2)).isEmpty();
    cache.add(A, number(2), 2, 2);
    cache.committed(published);
    assertThat(cache.find(A, 2)).isNotEqualTo(Optional.of(number(1)));
  }

  @Test
  void anOwnCommitDoesNotHideAForeignOneBeforeIt() throws Exception {
    commit(A, 1);
    following();
    cache.add(A, number(1), 1, 1);
    commit(A, 2); // by another process
    cache.committed(commit(B, 1));
    following();
    assertThat(cache.find(A, 3)).isEmpty();
  }

  @Test
  void aSlowReaderThatLearnsLateDoesNotMakeNewerCommitsUnknown() throws Exception {
    commit(A, 1);
    BackendSnapshot slow = snapshot();
    commit(A, 2);
    following();
    cache.add(A, number(2), 2, 2);
    assertThat(cache.follow(slow)).isTrue();
    assertThat(cache.find(A, 1)).isEmpty();
    assertThat(cache.find(A, 2)).contains(number(2));
  }

  @Test
  void afterClosingNothingIsServed() throws Exception {
    commit(A, 1);
    following();
    cache.add(A, number(1), 1, 1);
    cache.close();
    assertThat(cache.find(A, 1)).isEmpty();
    cache.add(A, number(1), 1, 1);
    assertThat(cache.find(A, 1)).isEmpty();
  }

  private BackendSnapshot following() {
    BackendSnapshot snapshot = snapshot();
    assertThat(cache.follow(snapshot)).isTrue();
    return snapshot;
  }

  private BackendSnapshot snapshot() {
    BackendSnapshot snapshot = backend.snapshot();
    snapshots.add(snapshot);
    return snapshot;
  }

  private CommitBatch commit(Key key, double value) throws HeadMovedException {
    Head head;
    try (BackendSnapshot snapshot = backend.snapshot()) {
      head = snapshot.head();
    }
    CommitBody body =
        new CommitBody(
            Optional.empty(),
            Optional.empty(),
            RunRecord.of(RunStatement.direct(UUID.randomUUID(), 0), () -> SALT),
            1,
            List.of(new ReadView(head.revision(), 1)),
            Optional.empty(),
            List.of(new Change.Set(key, new SaltedValue(SALT, number(value)))));
    CommitRecord record = CommitRecord.seal(head.revision() + 1, 1, head.digest(), body);
    CommitBatch batch = new CommitBatch(head.revision(), List.of(record));
    backend.commit(batch);
    return batch;
  }

  private static Value number(double value) {
    return NumberValue.of(value);
  }
}
