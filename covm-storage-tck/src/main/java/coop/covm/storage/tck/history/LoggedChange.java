package coop.covm.storage.tck.history;

import coop.covm.storage.Key;
import coop.covm.storage.log.Change;
import coop.covm.value.Value;
import java.util.Optional;

/** What a commit in the log says that it did to a key. */
public sealed interface LoggedChange {
  Key key();

  /** What it made of the key; empty if it removed it. */
  Optional<Value> result();

  record Set(Key key, Value value) implements LoggedChange {
    @Override
    public Optional<Value> result() {
      return Optional.of(value);
    }
  }

  record Delete(Key key) implements LoggedChange {
    @Override
    public Optional<Value> result() {
      return Optional.empty();
    }
  }

  record Increment(Key key, Value amount, Value sum) implements LoggedChange {
    @Override
    public Optional<Value> result() {
      return Optional.of(sum);
    }
  }

  /** The change without its salts. */
  static LoggedChange of(Change change) {
    return switch (change) {
      case Change.Set set -> new Set(set.key(), set.value().value());
      case Change.Delete delete -> new Delete(delete.key());
      case Change.Increment add ->
          new Increment(add.key(), add.amount().value(), add.result().value());
    };
  }
}
