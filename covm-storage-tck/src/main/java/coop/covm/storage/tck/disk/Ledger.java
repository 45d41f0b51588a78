package coop.covm.storage.tck.disk;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Key;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.tck.Commits;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a store has acknowledged, and what it was given and has not answered for. */
final class Ledger {
  private final List<CommitRecord> acknowledged;
  private List<CommitRecord> tried;

  Ledger() {
    this(List.of(), List.of());
  }

  private Ledger(List<CommitRecord> acknowledged, List<CommitRecord> tried) {
    this.acknowledged = new ArrayList<>(acknowledged);
    this.tried = tried;
  }

  /** The same, which goes its own way from now on. */
  Ledger copy() {
    return new Ledger(acknowledged, tried);
  }

  Head head() {
    return acknowledged.isEmpty() ? Head.EMPTY : acknowledged.getLast().head();
  }

  /** Commits a group: for each name a value of about so many bytes. */
  void commit(StorageBackend backend, Group group) {
    Head before = head();
    Head head = before;
    List<CommitRecord> records = new ArrayList<>();
    for (String name : group.names()) {
      String value = "v%d%s".formatted(head.revision() + 1, ".".repeat(group.valueBytes()));
      records.add(Commits.set(head, name, value));
      head = records.getLast().head();
    }
    tried = records;
    try {
      backend.commit(new CommitBatch(before.revision(), records));
    } catch (HeadMovedException e) {
      throw new AssertionError(e);
    }
    acknowledge();
  }

  /** A group of commits. */
  record Group(int valueBytes, List<String> names) {
    static Group of(int valueBytes, String... names) {
      return new Group(valueBytes, List.of(names));
    }
  }

  private void acknowledge() {
    acknowledged.addAll(tried);
    tried = List.of();
  }

  /**
   * The store has been opened again: what it shows now it must go on showing. It holds what it
   * acknowledged, and of what it has not answered for all or nothing.
   */
  void adopt(StorageBackend backend) {
    try (BackendSnapshot snapshot = backend.snapshot()) {
      if (!tried.isEmpty() && snapshot.head().equals(tried.getLast().head())) {
        acknowledge();
      }
      tried = List.of();
      requireShown(snapshot);
    }
  }

  /** Checks that the store shows what was acknowledged and nothing else. */
  void requireShown(BackendSnapshot snapshot) {
    assertThat(snapshot.head()).as("head of the store").isEqualTo(head());
    Map<Key, Value> values = new HashMap<>();
    Digest previous = Digest.NONE;
    for (CommitRecord record : acknowledged) {
      CommitRecord shown = snapshot.commit(record.revision());
      assertThat(shown.head()).as("commit %s", record.revision()).isEqualTo(record.head());
      assertThat(shown.previous()).as("chain at %s", record.revision()).isEqualTo(previous);
      previous = shown.digest();
      for (Change change : record.body().changes()) {
        if (change instanceof Change.Set set) {
          values.put(set.key(), set.value().value());
        }
      }
    }
    values.forEach((key, value) ->
        assertThat(Commits.value(snapshot, key)).as("value of %s", key).contains(value));
  }
}
