package coop.covm.storage.tck.history;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.value.Value;
import java.util.List;
import java.util.Optional;

/** One thing that a transaction did, with what it saw. */
public sealed interface Action {
  /** Looks at the store as it is for the transaction, its own changes included. */
  sealed interface Reading extends Action {}

  /** Looks at the store as it was, without the transaction's own changes. */
  sealed interface LookingBack extends Action {}

  /** Changes a key. */
  sealed interface Writing extends Action {
    Key key();
  }

  /** Read the value of a key; empty if it saw none. */
  record Get(Key key, Optional<Value> seen) implements Reading {}

  /** Asked whether a key has a value. */
  record Contains(Key key, boolean seen) implements Reading {}

  /**
   * Listed the keys below a prefix.
   *
   * @param after only the keys behind this one, if there is one
   * @param whole whether it went on to the end, rather than stop at the last key seen
   */
  record Listing(KeyPrefix prefix, Optional<Key> after, List<Key> seen, boolean whole)
      implements Reading {
    public Listing {
      seen = List.copyOf(seen);
    }
  }

  /** Read the value that a key had as of a revision, not after the transaction's view. */
  record GetAt(Key key, long revision, Optional<Value> seen) implements LookingBack {}

  /** Read all versions of a key up to the transaction's view. */
  record Versions(Key key, List<KeyVersion> seen) implements LookingBack {
    public Versions {
      seen = List.copyOf(seen);
    }
  }

  /** Gave a key a value that nobody else ever writes. */
  record Set(Key key, Value value) implements Writing {}

  /** Removed a key. */
  record Delete(Key key) implements Writing {}

  /** Added a number to a key. */
  record Increment(Key key, Value amount) implements Writing {}
}
