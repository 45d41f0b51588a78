package coop.covm.storage.tck.history;

import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the transactions of a campaign, so that one in which nothing happened is seen to
 * prove nothing.
 */
public final class Tally {
  private final Map<String, Long> outcomes = new TreeMap<>();
  private long total;

  void add(History history) {
    for (RecordedTransaction transaction : history.transactions()) {
      outcomes.merge(transaction.outcome().getClass().getSimpleName(), 1L, Long::sum);
      total++;
    }
  }

  /** How many transactions there were. */
  public long total() {
    return total;
  }

  /** How many of them ended in this way. */
  public long of(Class<? extends Outcome> outcome) {
    return outcomes.getOrDefault(outcome.getSimpleName(), 0L);
  }

  /**
   * @throws AssertionError if there were fewer transactions, or no commits or no conflicts among
   *     them
   */
  void checkThatMuchHappened(long transactions) {
    if (total < transactions
        || of(Outcome.Committed.class) == 0
        || of(Outcome.Conflict.class) == 0) {
      throw new AssertionError("of %s transactions there were %s".formatted(transactions, this));
    }
  }

  /** How many there were of each outcome. */
  @Override
  public String toString() {
    return total + " transactions " + outcomes;
  }
}
