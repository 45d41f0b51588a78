package coop.covm.storage.tck.history;

import coop.covm.storage.Key;
import coop.covm.storage.tck.history.OwnWrites.Net;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * What was not committed had a reason: there is a revision, among those that may have been the
 * newest at that time, upon which the answer was right.
 */
final class RefusalCheck {
  private final List<LoggedCommit> log;
  private final StoreModel model;
  private final Violations violations;

  RefusalCheck(List<LoggedCommit> log, StoreModel model, Violations violations) {
    this.log = log;
    this.model = model;
    this.violations = violations;
  }

  /**
   * @param latest the newest revision that may have been there when the transaction was over
   */
  void check(RecordedTransaction transaction, Footprint footprint, long latest) {
    switch (transaction.outcome()) {
      case Outcome.Conflict conflict -> check(transaction, footprint, conflict, latest);
      case Outcome.Refused refused -> check(transaction, footprint, refused, latest);
      case Outcome.Unchanged ignored -> checkUnchanged(transaction, footprint, latest);
      case Outcome.Committed _, Outcome.RolledBack _, Outcome.Unknown _ -> {}
    }
  }

  private void check(
      RecordedTransaction transaction,
      Footprint footprint,
      Outcome.Conflict conflict,
      long latest) {
    long revision = conflict.revision();
    boolean founded =
        footprint.covers(conflict.key())
            && revision > transaction.view()
            && revision <= latest
            && log.get((int) revision - 1).changes().stream()
                .anyMatch(change -> change.key().equals(conflict.key()));
    if (!founded) {
      violations.add(
          Anomaly.UNFOUNDED_CONFLICT,
          "%s, which read revision %s, was refused because revision %s changed %s",
          transaction.name(),
          transaction.view(),
          revision,
          conflict.key());
    }
  }

  private void check(
      RecordedTransaction transaction, Footprint footprint, Outcome.Refused refused, long latest) {
    boolean founded =
        footprint.writes().of(refused.key()).orElse(null) instanceof Net.Add
            && isSomewhere(transaction, latest, r -> isNoNumber(refused.key(), r));
    if (!founded) {
      violations.add(
          Anomaly.UNFOUNDED_REFUSAL,
          "%s was refused because of its increment of %s, which fitted",
          transaction.name(),
          refused.key());
    }
  }

  private void checkUnchanged(RecordedTransaction transaction, Footprint footprint, long latest) {
    OwnWrites writes = footprint.writes();
    if (writes.byKey().isEmpty()) {
      return;
    }
    boolean onlyRemoves = writes.byKey().values().stream().allMatch(Net.Remove.class::isInstance);
    if (!onlyRemoves || !isSomewhere(transaction, latest, r -> isNothing(writes, r))) {
      violations.add(
          Anomaly.LOST_WRITES,
          "%s was told that it changed nothing, but it did %s",
          transaction.name(),
          writes.byKey());
    }
  }

  private static boolean isSomewhere(
      RecordedTransaction transaction, long latest, LongPredicate isRight) {
    return LongStream.rangeClosed(transaction.view(), latest).anyMatch(isRight);
  }

  private boolean isNothing(OwnWrites writes, long revision) {
    return writes.byKey().keySet().stream().allMatch(key -> model.valueAt(key, revision).isEmpty());
  }

  private boolean isNoNumber(Key key, long revision) {
    Optional<Value> value = model.valueAt(key, revision);
    return value.isPresent() && !(value.orElseThrow() instanceof NumberValue);
  }
}
