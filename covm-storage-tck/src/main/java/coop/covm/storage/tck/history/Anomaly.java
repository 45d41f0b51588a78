package coop.covm.storage.tck.history;

/** The ways in which a history can break the promises of a store. */
public enum Anomaly {
  /** A read saw an older value than its view has. */
  STALE_READ,
  /** A read saw a value that was written after its view. */
  FUTURE_READ,
  /** A read saw a value of a transaction that was not committed. */
  DIRTY_READ,
  /** A read saw a value that its transaction replaced before it committed. */
  INTERMEDIATE_READ,
  /** A read saw a value that nobody wrote. */
  INVENTED_READ,
  /** A read did not see what its own transaction had done before. */
  OWN_WRITE_NOT_SEEN,
  /** A listing missed a key of its view, or the keys of a listing changed before the commit. */
  PHANTOM,
  /** The versions of a key, or its value at a revision, are not what the log says. */
  WRONG_PAST,
  /** A key that was read and then written had been changed in between. */
  LOST_UPDATE,
  /** A key that was read had been changed before the commit, which wrote other keys. */
  WRITE_SKEW,
  /** A key below a listed prefix had been changed before the commit; the listing was the same. */
  MISSED_CONFLICT,
  /** A transaction does not come after one that was over when it began. */
  REAL_TIME_VIOLATION,
  /** Two transactions were told that they are the same revision. */
  REVISION_GIVEN_TWICE,
  /** The revisions of the log are not 1, 2, 3 and so on. */
  HOLE_IN_LOG,
  /** A commit does not name the digest of the one before. */
  BROKEN_CHAIN,
  /** A commit has an earlier time than the one before. */
  TIME_WENT_BACK,
  /** A commit that was acknowledged is not in the log. */
  LOST_COMMIT,
  /** A commit stands in the log under another revision than its transaction was told. */
  MOVED_COMMIT,
  /** The log has a commit that no transaction made, or that was reported as not made. */
  COMMIT_OF_NOBODY,
  /** The log says of a commit something else than what its transaction did. */
  ALTERED_COMMIT,
  /** A transaction wrote something and was told that it changed nothing. */
  LOST_WRITES,
  /** A transaction was refused as a conflict that there was not. */
  UNFOUNDED_CONFLICT,
  /** An increment was refused though it fitted. */
  UNFOUNDED_REFUSAL
}
