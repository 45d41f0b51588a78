package coop.covm.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.SaltedValue;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.Compaction;
import coop.covm.storage.spi.StorageBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compactions that erase every value of some commits, and a look at what is left. */
final class Erasures {
  private Erasures() {}

  static Compaction of(long... revisions) {
    return new Compaction(revisions, record -> record.erased(_ -> true), List.of(), List.of());
  }

  /** The revisions whose values are gone, among all commits, whose chain must hold. */
  static List<Long> erased(StorageBackend backend) {
    try (BackendSnapshot snapshot = backend.snapshot()) {
      return erased(snapshot);
    }
  }

  static List<Long> erased(BackendSnapshot snapshot) {
    List<Long> erased = new ArrayList<>();
    Head head = Head.EMPTY;
    for (long revision = 1; revision <= snapshot.head().revision(); revision++) {
      CommitRecord record = snapshot.commit(revision);
      assertThat(record.previous()).isEqualTo(head.digest());
      head = record.head();
      if (isErased(record)) {
        erased.add(revision);
      }
    }
    assertThat(head).isEqualTo(snapshot.head());
    return erased;
  }

  private static boolean isErased(CommitRecord record) {
    return record.body().changes().stream()
        .map(Change::made)
        .flatMap(Optional::stream)
        .anyMatch(SaltedValue::isErased);
  }
}
