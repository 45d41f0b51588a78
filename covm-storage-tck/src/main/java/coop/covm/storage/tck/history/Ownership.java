package coop.covm.storage.tck.history;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Which transaction made which commit. Every commit of the log has one that made it, and every
 * commit that was acknowledged is in the log, under the revision that was told.
 */
final class Ownership {
  private static final int NOBODY = -1;

  private final History history;
  private final Violations violations;

  /** By transaction; 0 for those that made no commit. */
  private final long[] revisions;

  /** By revision, less 1. */
  private final int[] owners;

  /** Where each commit stands in the log, from 0. */
  private final Map<Identity, Integer> commits = new HashMap<>();

  /** To whom each revision was given. */
  private final Map<Long, RecordedTransaction> given = new HashMap<>();

  private Ownership(History history, Violations violations) {
    this.history = history;
    this.violations = violations;
    revisions = new long[history.transactions().size()];
    owners = new int[history.log().size()];
    Arrays.fill(owners, NOBODY);
  }

  static Ownership of(History history, Violations violations) {
    Ownership ownership = new Ownership(history, violations);
    ownership.findOwners();
    return ownership;
  }

  /** The revision that the transaction, by its place in the history, is in the log; 0 if none. */
  long revisionOf(int transaction) {
    return revisions[transaction];
  }

  private void findOwners() {
    List<LoggedCommit> log = history.log();
    for (int i = 0; i < log.size(); i++) {
      commits.put(new Identity(log.get(i).run(), log.get(i).place()), i);
    }
    List<RecordedTransaction> transactions = history.transactions();
    for (int i = 0; i < transactions.size(); i++) {
      if (transactions.get(i).outcome() instanceof Outcome.Committed committed) {
        claim(i, committed.revision());
      }
    }
    for (int i = 0; i < transactions.size(); i++) {
      if (transactions.get(i).outcome() instanceof Outcome.Unknown) {
        claimIfThere(i);
      }
    }
    reportCommitsOfNobody();
  }

  private void claim(int transaction, long revision) {
    RecordedTransaction claimant = history.transactions().get(transaction);
    Integer place = commits.get(Identity.of(claimant));
    if (place == null) {
      violations.add(
          Anomaly.LOST_COMMIT,
          "%s was told that it is revision %s, and the log does not have it",
          claimant.name(),
          revision);
    } else if (place + 1 != revision) {
      violations.add(
          Anomaly.MOVED_COMMIT,
          "%s was told that it is revision %s, and in the log it is %s",
          claimant.name(),
          revision,
          place + 1);
    }
    reportIfGivenBefore(claimant, revision);
    if (place != null && owners[place] == NOBODY) {
      owners[place] = transaction;
      revisions[transaction] = place + 1L;
    }
  }

  private void reportIfGivenBefore(RecordedTransaction claimant, long revision) {
    RecordedTransaction before = given.putIfAbsent(revision, claimant);
    if (before != null) {
      violations.add(
          Anomaly.REVISION_GIVEN_TWICE,
          "%s and %s were both told that they are revision %s",
          before.name(),
          claimant.name(),
          revision);
    }
  }

  private void claimIfThere(int transaction) {
    Integer place = commits.get(Identity.of(history.transactions().get(transaction)));
    if (place != null && owners[place] == NOBODY) {
      owners[place] = transaction;
      revisions[transaction] = place + 1L;
    }
  }

  private void reportCommitsOfNobody() {
    for (int i = 0; i < owners.length; i++) {
      if (owners[i] == NOBODY) {
        LoggedCommit commit = history.log().get(i);
        violations.add(
            Anomaly.COMMIT_OF_NOBODY,
            "revision %s, place %s of run %s, was made by nobody who was told so",
            i + 1,
            commit.place(),
            commit.run());
      }
    }
  }

  /** What a commit and its transaction know of each other. */
  private record Identity(UUID run, long place) {
    static Identity of(RecordedTransaction transaction) {
      return new Identity(transaction.run(), transaction.place());
    }
  }
}
