package coop.covm.storage;

import coop.covm.storage.log.CommitIndex.State;
import java.util.Arrays;

/** When one key changed, oldest first, and which of its versions a policy lets go. */
final class VersionsOfKey {
  private long[] revisions = new long[16];
  private State[] states = new State[16];
  private int size;

  void add(long revision, State state) {
    if (size == revisions.length) {
      revisions = Arrays.copyOf(revisions, 2 * size);
      states = Arrays.copyOf(states, 2 * size);
    }
    revisions[size] = revision;
    states[size] = state;
    size++;
  }

  long revision(int place) {
    return revisions[place];
  }

  State state(int place) {
    return states[place];
  }

  /**
   * How many of the oldest versions may go: each was replaced by a revision up to the limit. The
   * last of them held a value, so that its entry can say that there was something. None, if no
   * value is left among them.
   *
   * @param limit the newest revision that everybody who reads has come to
   * @param kept how many of the newest stay in any case, at least 1
   */
  int removable(long limit, int kept) {
    int count = 0;
    while (count < size - kept && revisions[count + 1] <= limit) {
      count++;
    }
    while (count > 0 && states[count - 1] == State.REMOVED) {
      count--;
    }
    return Arrays.asList(states).subList(0, count).contains(State.PRESENT) ? count : 0;
  }
}
