package coop.covm.storage;

import coop.covm.storage.Finding.Kind;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.CommitIndex.Current;
import coop.covm.storage.log.CommitIndex.State;
import coop.covm.storage.log.CommitIndex.VersionEntry;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.MalformedRecordException;
import coop.covm.storage.log.NamespaceUse;
import coop.covm.storage.log.SaltedValue;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.BackendSnapshot.Order;
import coop.covm.storage.spi.IndexCursor;
import coop.covm.value.Value;
import java.util.Optional;

/**
 * Compares the index of a store with its log: each change has its version and its key a current
 * entry, each current entry is what its commit made, and there is nothing else. For use by one
 * thread, once.
 */
final class IndexVerification {
  private final BackendSnapshot snapshot;
  private final Report report;
  private final StoreView view;

  /** How many versions there must be. */
  private long versions;

  IndexVerification(BackendSnapshot snapshot, Report report) {
    this.snapshot = snapshot;
    this.report = report;
    this.view = new StoreView(snapshot, snapshot.head().revision());
  }

  /** Where findings go. */
  @FunctionalInterface
  interface Report {
    void find(Kind kind, long revision, Optional<Key> key, String message);
  }

  /** Looks whether the index has what the commit did. */
  void check(CommitRecord commit) {
    for (Change change : commit.body().changes()) {
      Optional<byte[]> entry =
          snapshot.get(CommitIndex.versionKey(change.key(), commit.revision()));
      if (entry.isPresent()) {
        versions++;
        checkVersion(commit, change, entry.get());
      } else if (!mayBeCompacted(commit, change)) {
        find(commit, change.key(), "the index has no version of this revision");
      }
      checkCurrent(commit, change.key());
    }
    checkProgram(commit);
  }

  private void checkVersion(CommitRecord commit, Change change, byte[] entry) {
    try {
      VersionEntry version = CommitIndex.version(entry);
      State expected =
          change
              .made()
              .map(value -> value.isErased() ? State.COMPACTED : State.PRESENT)
              .orElse(State.REMOVED);
      boolean compactedRemoval = expected == State.REMOVED && version.state() == State.COMPACTED;
      if (version.timeMillis() != commit.timeMillis()
          || !version.principal().equals(commit.body().principal())
          || (version.state() != expected && !compactedRemoval)) {
        find(commit, change.key(), "the index says something else of this revision");
      }
    } catch (MalformedRecordException e) {
      find(commit, change.key(), "the version in the index is damaged: " + e.getMessage());
    }
  }

  /** Compaction removes the versions before one that it marks. */
  private boolean mayBeCompacted(CommitRecord commit, Change change) {
    long newest = snapshot.head().revision();
    if (commit.revision() >= newest) {
      return false;
    }
    try (IndexCursor later =
        snapshot.scan(
            CommitIndex.versionRange(change.key(), commit.revision() + 1, newest),
            Order.ASCENDING)) {
      return later.next()
          && KeyHistory.version(change.key(), later.value()).state() == State.COMPACTED;
    }
  }

  private void checkCurrent(CommitRecord commit, Key key) {
    Optional<byte[]> entry = snapshot.get(CommitIndex.currentKey(key));
    if (entry.isEmpty() || StoreView.current(key, entry.get()).revision() < commit.revision()) {
      find(commit, key, "the index has no current entry of this revision or a later one");
    }
  }

  private void checkProgram(CommitRecord commit) {
    Optional<Digest> program = commit.body().run().program();
    if (commit.programText().isPresent()
        && view.programRevision(program.orElseThrow()).orElse(0) != commit.revision()) {
      report.find(
          Kind.INDEX,
          commit.revision(),
          Optional.empty(),
          "the index does not lead to the text of the program " + program.get());
    }
  }

  /** Looks whether the index has nothing that the log does not say. */
  void finish() {
    try (IndexCursor cursor = snapshot.scan(CommitIndex.allCurrent(), Order.ASCENDING)) {
      while (cursor.next()) {
        Key key = CommitIndex.keyOfCurrent(cursor.key());
        checkValue(key, StoreView.current(key, cursor.value()));
      }
    }
    long found = 0;
    try (IndexCursor cursor = snapshot.scan(CommitIndex.allVersions(), Order.ASCENDING)) {
      while (cursor.next()) {
        found++;
      }
    }
    if (found != versions) {
      report.find(
          Kind.INDEX,
          snapshot.head().revision(),
          Optional.empty(),
          "the index has %s versions that no commit made".formatted(found - versions));
    }
  }

  private void checkValue(Key key, Current current) {
    long revision = current.revision();
    Optional<Change> change;
    try {
      change =
          revision < 1 || revision > snapshot.head().revision()
              ? Optional.empty()
              : snapshot.commit(revision).body().change(key);
    } catch (StorageException e) {
      if (e.code() == StorageError.STORE_DAMAGED) {
        return; // reported where the log was gone through
      }
      throw e;
    }
    if (change.isEmpty()) {
      report.find(
          Kind.INDEX, revision, Optional.of(key), "the index has a value that no commit made");
      return;
    }
    Optional<SaltedValue> made = change.get().made().filter(value -> !value.isErased());
    if (current.isSealed()) {
      if (made.isEmpty() || made.get().byteSize() != current.valueBytes()) {
        report.find(
            Kind.INDEX,
            revision,
            Optional.of(key),
            "the index says something else of an encrypted value than the commit");
      }
      return;
    }
    Optional<Value> logged;
    try {
      logged = made.map(SaltedValue::value);
    } catch (StorageException e) {
      // Encrypting was interrupted, and this is not the one who can compare; or it is reported
      // where the log was gone through.
      return;
    }
    try {
      if (!current.value().equals(logged)) {
        report.find(
            Kind.INDEX,
            revision,
            Optional.of(key),
            "the index has another value than the commit made");
      }
    } catch (MalformedRecordException e) {
      report.find(
          Kind.INDEX,
          revision,
          Optional.of(key),
          "the value in the index is damaged: " + e.getMessage());
    }
  }

  /** Compares what the newest commits say that a namespace takes with what it takes. */
  void checkUse(NamespaceUse stated) {
    NamespaceUse counted = view.countUse(stated.namespace());
    if (!counted.equals(stated)) {
      report.find(
          Kind.QUOTA,
          snapshot.head().revision(),
          Optional.empty(),
          "%s takes %s keys and %s bytes; the commits say %s and %s"
              .formatted(
                  stated.namespace(),
                  counted.keys(),
                  counted.bytes(),
                  stated.keys(),
                  stated.bytes()));
    }
  }

  private void find(CommitRecord commit, Key key, String message) {
    report.find(Kind.INDEX, commit.revision(), Optional.of(key), message);
  }
}
