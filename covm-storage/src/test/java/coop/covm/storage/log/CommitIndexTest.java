package coop.covm.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.log.CommitIndex.State;
import coop.covm.storage.spi.KeyRange;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class CommitIndexTest {
  private static final Key KEY = Key.parse("org/a/b");

  @Test
  void aSetGivesTheCurrentValueAndAVersion() throws Exception {
    List<CommitIndex.Entry> entries =
        CommitIndex.changes(commit(9, new Change.Set(KEY, value(StringValue.of("x")))));
    assertThat(entries).hasSize(2);
    assertThat(entries.get(0).key()).isEqualTo(CommitIndex.currentKey(KEY));
    CommitIndex.Current current = CommitIndex.current(entries.get(0).value());
    assertThat(current.revision()).isEqualTo(9);
    assertThat(current.value()).contains(StringValue.of("x"));
    assertThat(CommitIndex.keyOfCurrent(entries.get(0).key())).isEqualTo(KEY);
    assertThat(CommitIndex.revisionOfVersion(entries.get(1).key())).isEqualTo(9);
    assertThat(CommitIndex.version(entries.get(1).value()))
        .isEqualTo(new CommitIndex.VersionEntry(77, Optional.of("zoë"), State.PRESENT));
  }

  @Test
  void aDeleteLeavesATombstoneWithItsRevision() throws Exception {
    List<CommitIndex.Entry> entries = CommitIndex.changes(commit(3, new Change.Delete(KEY)));
    CommitIndex.Current current = CommitIndex.current(entries.get(0).value());
    assertThat(current.revision()).isEqualTo(3);
    assertThat(current.state()).isEqualTo(State.REMOVED);
    assertThat(current.value()).isEmpty();
    assertThat(CommitIndex.version(entries.get(1).value()).state()).isEqualTo(State.REMOVED);
  }

  @Test
  void anIncrementGivesItsResult() throws Exception {
    List<CommitIndex.Entry> entries =
        CommitIndex.changes(
            commit(
                3, new Change.Increment(KEY, value(NumberValue.of(1)), value(NumberValue.of(42)))));
    assertThat(CommitIndex.current(entries.get(0).value()).value()).contains(NumberValue.of(42));
  }

  @Test
  void rangesHoldTheKeysBelowThePrefixAndTheVersionsOfTheKeyAlone() {
    KeyRange below = CommitIndex.currentRange(KeyPrefix.parse("org/a"));
    assertThat(below.contains(CommitIndex.currentKey(KEY))).isTrue();
    assertThat(below.contains(CommitIndex.currentKey(Key.parse("org/a/b/c")))).isTrue();
    assertThat(below.contains(CommitIndex.currentKey(Key.parse("org/a")))).isFalse();
    assertThat(below.contains(CommitIndex.currentKey(Key.parse("org/ab/c")))).isFalse();
    assertThat(below.contains(CommitIndex.currentKey(Key.parse("org/a-/c")))).isFalse();

    KeyRange versions = CommitIndex.versionRange(KEY, 2, 4);
    for (long revision = 1; revision <= 5; revision++) {
      byte[] at = CommitIndex.changes(commit(revision, new Change.Delete(KEY))).get(1).key();
      assertThat(versions.contains(at)).isEqualTo(revision >= 2 && revision <= 4);
    }
    for (String other : List.of("org/a/bb", "org/a/b/c", "org/a/a")) {
      byte[] at = CommitIndex.changes(commit(3, new Change.Delete(Key.parse(other)))).get(1).key();
      assertThat(versions.contains(at)).isFalse();
    }
  }

  private static SaltedValue value(Value value) {
    return new SaltedValue(new byte[SaltedValue.SALT_BYTES], value);
  }

  private static CommitRecord commit(long revision, Change change) {
    return CommitRecord.seal(
        revision,
        77,
        Digest.NONE,
        new CommitBody(
            Optional.of("zoë"),
            Optional.empty(),
            new RunRecord(Optional.empty(), Map.of(), new UUID(1, 2), 0, Map.of()),
            1,
            List.of(new ReadView(0, 1)),
            Optional.empty(),
            List.of(change)));
  }
}
