package coop.covm.storage.tck.history;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What real time says of revisions: what had been reached when a transaction was invoked, and what
 * had not yet begun when it was over. One sweep over all events.
 */
final class Timeline {
  private final List<RecordedTransaction> transactions;
  private final Ownership ownership;
  private final long[] earliest;
  private final long[] latest;

  /**
   * @param newest the newest revision of all
   */
  Timeline(List<RecordedTransaction> transactions, Ownership ownership, long newest) {
    this.transactions = transactions;
    this.ownership = ownership;
    int[] byInvocation = order(Comparator.comparingLong(i -> transactions.get(i).invoked()));
    int[] byCompletion = order(Comparator.comparingLong(i -> transactions.get(i).completed()));
    earliest = earliest(byInvocation, byCompletion);
    latest = latest(byInvocation, byCompletion, newest);
  }

  /** The newest revision that somebody had been told of when the transaction was invoked. */
  long earliest(int transaction) {
    return earliest[transaction];
  }

  /** The newest revision that may have been there when the transaction was over. */
  long latest(int transaction) {
    return latest[transaction];
  }

  private int[] order(Comparator<Integer> comparator) {
    return IntStream.range(0, transactions.size())
        .boxed()
        .sorted(comparator)
        .mapToInt(i -> i)
        .toArray();
  }

  private long[] earliest(int[] byInvocation, int[] byCompletion) {
    long[] result = new long[transactions.size()];
    long reached = 0;
    int next = 0;
    for (int i : byInvocation) {
      long invoked = transactions.get(i).invoked();
      while (next < byCompletion.length
          && transactions.get(byCompletion[next]).completed() < invoked) {
        reached = Math.max(reached, reachedBy(byCompletion[next]));
        next++;
      }
      result[i] = reached;
    }
    return result;
  }

  private long[] latest(int[] byInvocation, int[] byCompletion, long newest) {
    long[] result = new long[transactions.size()];
    long bound = newest;
    int next = byInvocation.length - 1;
    for (int at = byCompletion.length - 1; at >= 0; at--) {
      int i = byCompletion[at];
      long completed = transactions.get(i).completed();
      while (next >= 0 && transactions.get(byInvocation[next]).invoked() > completed) {
        long revision = ownership.revisionOf(byInvocation[next]);
        bound = revision == 0 ? bound : Math.min(bound, revision - 1);
        next--;
      }
      result[i] = bound;
    }
    return result;
  }

  /** The revision that was certainly there when the transaction was over. */
  private long reachedBy(int transaction) {
    RecordedTransaction recorded = transactions.get(transaction);
    return switch (recorded.outcome()) {
      case Outcome.Committed committed -> committed.revision();
      case Outcome.Unchanged _, Outcome.RolledBack _, Outcome.Conflict _, Outcome.Refused _ ->
          recorded.view();
      case Outcome.Unknown ignored -> 0;
    };
  }
}
