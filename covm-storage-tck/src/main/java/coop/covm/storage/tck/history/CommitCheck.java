package coop.covm.storage.tck.history;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A commit is what its transaction asked for, and nothing that the transaction read had changed
 * since its view, so that what it saw is also what it would have seen just before its revision.
 */
final class CommitCheck {
  private final List<LoggedCommit> log;
  private final StoreModel model;
  private final Violations violations;

  CommitCheck(List<LoggedCommit> log, StoreModel model, Violations violations) {
    this.log = log;
    this.model = model;
    this.violations = violations;
  }

  /**
   * @param revision the revision that the transaction is in the log
   */
  void check(RecordedTransaction transaction, Footprint footprint, long revision) {
    if (transaction.view() >= revision) {
      violations.add(
          Anomaly.REAL_TIME_VIOLATION,
          "%s read revision %s and was committed as %s",
          transaction.name(),
          transaction.view(),
          revision);
      return;
    }
    checkKeys(transaction, footprint, revision);
    checkPrefixes(transaction, footprint, revision);
    checkChanges(transaction, footprint.writes(), revision);
  }

  private void checkKeys(RecordedTransaction transaction, Footprint footprint, long revision) {
    for (Key key : footprint.keys()) {
      long changed = model.lastChange(key, revision - 1);
      if (changed > transaction.view()) {
        boolean overwritten = footprint.writes().of(key).isPresent();
        violations.add(
            overwritten ? Anomaly.LOST_UPDATE : Anomaly.WRITE_SKEW,
            "%s read %s as of revision %s and was committed as %s, though %s had changed it",
            transaction.name(),
            key,
            transaction.view(),
            revision,
            changed);
      }
    }
  }

  private void checkPrefixes(RecordedTransaction transaction, Footprint footprint, long revision) {
    for (KeyPrefix prefix : footprint.prefixes()) {
      Optional<Key> changed = model.changedBelow(prefix, transaction.view(), revision - 1);
      if (changed.isPresent()) {
        boolean same =
            model.keysAt(prefix, transaction.view()).equals(model.keysAt(prefix, revision - 1));
        violations.add(
            same ? Anomaly.MISSED_CONFLICT : Anomaly.PHANTOM,
            "%s listed %s as of revision %s and was committed as %s, though %s had been changed",
            transaction.name(),
            prefix,
            transaction.view(),
            revision,
            changed.orElseThrow());
      }
    }
  }

  private void checkChanges(RecordedTransaction transaction, OwnWrites writes, long revision) {
    LoggedCommit commit = log.get((int) revision - 1);
    List<LoggedChange> expected = expectedChanges(writes, revision);
    if (!commit.changes().equals(expected)) {
      violations.add(
          Anomaly.ALTERED_COMMIT,
          "revision %s says %s, but %s did %s",
          revision,
          commit.changes(),
          transaction.name(),
          expected);
    }
    if (commit.view() != transaction.view()) {
      violations.add(
          Anomaly.ALTERED_COMMIT,
          "revision %s says that it read revision %s, but %s read %s",
          revision,
          commit.view(),
          transaction.name(),
          transaction.view());
    }
  }

  /** What the writes come to upon the revision before; removing what is not there is nothing. */
  private List<LoggedChange> expectedChanges(OwnWrites writes, long revision) {
    List<LoggedChange> changes = new ArrayList<>();
    writes
        .byKey()
        .forEach((key, net) -> {
          Optional<Value> before = model.valueAt(key, revision - 1);
          switch (net) {
            case OwnWrites.Net.Put put -> changes.add(new LoggedChange.Set(key, put.value()));
            case OwnWrites.Net.Remove ignored -> {
              if (before.isPresent()) {
                changes.add(new LoggedChange.Delete(key));
              }
            }
            case OwnWrites.Net.Add add ->
                changes.add(
                    new LoggedChange.Increment(
                        key, add.amount(), OwnWrites.sum(before, add.amount())));
          }
        });
    return changes;
  }
}
