package coop.covm.dialogue;

/**
 * What was taken back.
 *
 * @param input the text of the input
 * @param writes how many changes of keys it had committed; they stay
 * @param revision the revision that it had committed last, or saw
 * @param transaction what became of the transaction that the input found or left
 */
public record Undone(String input, long writes, long revision, Transaction transaction) {
  /** What became of a transaction. */
  public enum Transaction {
    /** There was none. */
    NONE,
    /** It is open, and has the changes that it had before the input. */
    AS_BEFORE,
    /** The input had begun it; it was rolled back. */
    ROLLED_BACK,
    /** The input had ended it, which cannot be undone. */
    OVER
  }
}
