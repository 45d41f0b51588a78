package coop.covm.storage.tck.history;

import java.util.List;

/**
 * Judges a history: whether the order that the store claims, the order of its revisions, explains
 * everything that anybody saw and was told, and agrees with real time.
 */
public final class HistoryChecker {
  private final History history;
  private final Violations violations = new Violations();
  private final StoreModel model;
  private final ReadCheck reads;
  private final CommitCheck commits;
  private final RefusalCheck refusals;

  private HistoryChecker(History history) {
    this.history = history;
    model = new StoreModel(history.log());
    reads = new ReadCheck(model, new Diagnosis(history.transactions(), model), violations);
    commits = new CommitCheck(history.log(), model, violations);
    refusals = new RefusalCheck(history.log(), model, violations);
  }

  /**
   * The promises that the history breaks, some of each kind; empty if it is strictly serializable.
   */
  public static List<Violation> check(History history) {
    HistoryChecker checker = new HistoryChecker(history);
    checker.check();
    return checker.violations.found();
  }

  private void check() {
    LogCheck.check(history.log(), violations);
    Ownership ownership = Ownership.of(history, violations);
    List<RecordedTransaction> transactions = history.transactions();
    Timeline timeline = new Timeline(transactions, ownership, model.newest());
    for (int i = 0; i < transactions.size(); i++) {
      RecordedTransaction transaction = transactions.get(i);
      Footprint footprint = Footprint.of(transaction.actions());
      reads.check(transaction);
      refusals.check(transaction, footprint, timeline.latest(i));
      if (ownership.revisionOf(i) > 0) {
        commits.check(transaction, footprint, ownership.revisionOf(i));
      }
      checkTime(transaction, timeline.earliest(i), ownership.revisionOf(i));
    }
  }

  /**
   * @param earliest what had been reached when the transaction was invoked
   * @param revision what it was committed as, or 0
   */
  private void checkTime(RecordedTransaction transaction, long earliest, long revision) {
    if (transaction.kind() == RecordedTransaction.Kind.CURRENT && transaction.view() < earliest) {
      violations.add(
          Anomaly.REAL_TIME_VIOLATION,
          "%s read revision %s, though revision %s had been reached when it was invoked",
          transaction.name(),
          transaction.view(),
          earliest);
    }
    if (revision > 0 && revision <= earliest) {
      violations.add(
          Anomaly.REAL_TIME_VIOLATION,
          "%s was committed as revision %s, though %s had been reached when it was invoked",
          transaction.name(),
          revision,
          earliest);
    }
  }
}
