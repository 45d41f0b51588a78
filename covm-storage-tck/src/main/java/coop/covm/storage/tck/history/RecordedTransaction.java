package coop.covm.storage.tck.history;

import java.util.List;
import java.util.UUID;

/**
 * What one transaction did, saw and came to.
 *
 * @param run the run that it names in its commit
 * @param place its place among the commits of its run, from 1; one that is not committed leaves its
 *     place to the next
 * @param worker who did it
 * @param kind what it promises about time
 * @param invoked when it asked for its view, in ticks of the one clock of the history
 * @param completed when it had been told its outcome, in ticks of the same clock
 * @param view the revision that it read
 * @param actions in order
 */
public record RecordedTransaction(
    UUID run,
    long place,
    int worker,
    Kind kind,
    long invoked,
    long completed,
    long view,
    List<Action> actions,
    Outcome outcome) {
  public RecordedTransaction {
    actions = List.copyOf(actions);
  }

  /** Names it among all of its history. */
  public String name() {
    return "the transaction of worker %s at %s-%s".formatted(worker, invoked, completed);
  }

  /** What a transaction promises about the time that it reads. */
  public enum Kind {
    /** Its view is the newest at some moment after it was invoked. */
    CURRENT,
    /** Its view was asked for by number, so it may be any. */
    PAST
  }
}
