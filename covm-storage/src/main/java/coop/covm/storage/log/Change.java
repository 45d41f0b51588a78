package coop.covm.storage.log;

import coop.covm.storage.Key;
import java.util.Optional;

/** What a commit does to one key. A commit changes a key at most once. */
public sealed interface Change {
  Key key();

  /** The value that the key has from now on; empty if it has none. */
  Optional<SaltedValue> made();

  /** This change with its values erased. */
  Change erased();

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
  }
}
