package coop.covm.compiler;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the values in the variables of a function were made, as a walk through its code goes on. What
 * a branch changes is kept apart and joined at its end, so the cost is that of the changes.
 */
final class VariableMakings {
  private final Map<Integer, Making> current = new HashMap<>();

  /** For each open branch what its changes replaced; absent values are null. */
  private final Deque<Map<Integer, @Nullable Making>> replaced = new ArrayDeque<>();

  /** How the variable's value was made; null when nothing is known. */
  @Nullable Making get(int slot) {
    return current.get(slot);
  }

  void set(int slot, @Nullable Making making) {
    Map<Integer, @Nullable Making> log = replaced.peek();
    if (log != null && !log.containsKey(slot)) {
      log.put(slot, current.get(slot));
    }
    put(slot, making);
  }

  private void put(int slot, @Nullable Making making) {
    if (making == null) {
      current.remove(slot);
    } else {
      current.put(slot, making);
    }
  }

  void beginBranch() {
    replaced.push(new HashMap<>());
  }

  /** What the branch changed; the variables are again as they were at its beginning. */
  Map<Integer, @Nullable Making> endBranch() {
    Map<Integer, @Nullable Making> before = replaced.pop();
    Map<Integer, @Nullable Making> changes = new HashMap<>();
    before.forEach((slot, making) -> {
      changes.put(slot, current.get(slot));
      put(slot, making);
    });
    return changes;
  }

  /**
   * Goes on where paths meet.
   *
   * @param branches the changes of those that come to the meeting
   * @param also whether a path without changes comes to it too
   */
  void join(List<Map<Integer, @Nullable Making>> branches, boolean also) {
    int paths = branches.size() + (also ? 1 : 0);
    Map<Integer, Integer> changedIn = new HashMap<>();
    Map<Integer, @Nullable Making> joined = new HashMap<>();
    for (Map<Integer, @Nullable Making> branch : branches) {
      branch.forEach((slot, making) -> {
        boolean first = changedIn.merge(slot, 1, Integer::sum) == 1;
        joined.put(slot, first ? making : either(joined.get(slot), making));
      });
    }
    joined.forEach((slot, making) -> {
      boolean always = changedIn.getOrDefault(slot, 0) == paths;
      set(slot, always ? making : either(making, current.get(slot)));
    });
  }

  /** A value of which nothing is known weighs less than one that was built, more than the rest. */
  private static @Nullable Making either(@Nullable Making one, @Nullable Making other) {
    if (one != null && other != null) {
      return one.or(other);
    }
    Making known = one != null ? one : other;
    return known != null && known.kind() == Making.Kind.BUILT ? known : null;
  }
}
