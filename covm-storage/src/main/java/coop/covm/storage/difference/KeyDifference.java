package coop.covm.storage.difference;

import coop.covm.storage.Key;
import coop.covm.value.Value;
import java.util.List;
import java.util.Optional;

/** That a key is there on one side only, or has another value. */
public sealed interface KeyDifference {
  Key key();

  /** It has a value only afterwards. */
  record Added(Key key, Value after) implements KeyDifference {}

  /** It had a value only before. */
  record Removed(Key key, Value before) implements KeyDifference {}

  /** It has another value; the two are never the same. */
  record Changed(Key key, Value before, Value after) implements KeyDifference {
    /** What differs inside the values, at least one; see {@link PartDifference#between}. */
    public List<PartDifference> parts() {
      return PartDifference.between(before, after);
    }
  }

  /** What differs between two states of a key; empty if nothing does. */
  static Optional<KeyDifference> between(Key key, Optional<Value> before, Optional<Value> after) {
    if (before.isEmpty()) {
      return after.map(value -> new Added(key, value));
    }
    if (after.isEmpty()) {
      return before.map(value -> new Removed(key, value));
    }
    return Sameness.same(before.get(), after.get())
        ? Optional.empty()
        : Optional.of(new Changed(key, before.get(), after.get()));
  }
}
