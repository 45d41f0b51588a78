package coop.covm.dialogue;

/** What became of a transaction that went through several inputs. */
public enum TransactionEnd {
  /** There was none before the input. */
  NONE_BEFORE,

  /** It is open still; after an error as it was before the input. */
  STILL_OPEN,

  /** It is over: the input committed it or rolled it back. */
  OVER
}
