package coop.covm.storage.log;

import coop.covm.storage.Key;
import coop.covm.storage.log.ValuePlace.Role;
import java.util.Optional;
import java.util.function.BiFunction;

/** What a commit does to one key. A commit changes a key at most once. */
public sealed interface Change {
  Key key();

  /** The value that the key has from now on; empty if it has none. */
  Optional<SaltedValue> made();

  /** This change with its values erased. */
  Change erased();

  /** This change with what a function makes of its values, in the commit of a revision. */
  Change mapValues(long revision, BiFunction<ValuePlace, SaltedValue, SaltedValue> function);

  /** The key has this value from now on. */
  record Set(Key key, SaltedValue value) implements Change {
    @Override
    public Optional<SaltedValue> made() {
      return Optional.of(value);
    }

    @Override
    public Change erased() {
      return new Set(key, value.erased());
    }

    @Override
    public Change mapValues(
        long revision, BiFunction<ValuePlace, SaltedValue, SaltedValue> function) {
      return new Set(key, function.apply(ValuePlace.of(revision, Role.VALUE, key), value));
    }
  }

  /** The key has no value from now on. */
  record Delete(Key key) implements Change {
    @Override
    public Optional<SaltedValue> made() {
      return Optional.empty();
    }

    @Override
    public Change erased() {
      return this;
    }

    @Override
    public Change mapValues(
        long revision, BiFunction<ValuePlace, SaltedValue, SaltedValue> function) {
      return this;
    }
  }

  /**
   * The amount was added to what the key had (0 if nothing).
   *
   * @param amount what the principal asked to add
   * @param result what came out, which is the store's statement, not the principal's
   */
  record Increment(Key key, SaltedValue amount, SaltedValue result) implements Change {
    @Override
    public Optional<SaltedValue> made() {
      return Optional.of(result);
    }

    @Override
    public Change erased() {
      return new Increment(key, amount.erased(), result.erased());
    }

    @Override
    public Change mapValues(
        long revision, BiFunction<ValuePlace, SaltedValue, SaltedValue> function) {
      return new Increment(
          key,
          function.apply(ValuePlace.of(revision, Role.AMOUNT, key), amount),
          function.apply(ValuePlace.of(revision, Role.VALUE, key), result));
    }
  }
}
