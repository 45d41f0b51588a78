package coop.covm.storage.tck.history;

import coop.covm.storage.Key;

/** How a transaction ended, as its caller was told. */
public sealed interface Outcome {
  /** It was committed as this revision. */
  record Committed(long revision) implements Outcome {}

  /** There was nothing to change. */
  record Unchanged() implements Outcome {}

  /** The caller gave it up. */
  record RolledBack() implements Outcome {}

  /** It was refused because the revision changed the key, which it had read before. */
  record Conflict(Key key, long revision) implements Outcome {}

  /** It was refused because an increment did not fit the value of the key. */
  record Refused(Key key) implements Outcome {}

  /** The store failed on the way: the transaction may be in the log or not. */
  record Unknown() implements Outcome {}
}
