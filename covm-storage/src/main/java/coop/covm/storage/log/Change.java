package coop.covm.storage.log;

import coop.covm.storage.Key;

/** What a commit does to one key. A commit changes a key at most once. */
public sealed interface Change {
  Key key();

  /** The key has this value from now on. */
  record Set(Key key, SaltedValue value) implements Change {}

  /** The key has no value from now on. */
  record Delete(Key key) implements Change {}

  /**
   * The amount was added to what the key had (0 if nothing).
   *
   * @param amount what the principal asked to add
   * @param result what came out, which is the store's statement, not the principal's
   */
  record Increment(Key key, SaltedValue amount, SaltedValue result) implements Change {}
}
