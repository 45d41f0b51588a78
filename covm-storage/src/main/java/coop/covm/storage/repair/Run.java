package coop.covm.storage.repair;

import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.LogPlace;

/** Commits that stand one behind the other in the files, and follow each other. */
final class Run {
  private final LogPlace start;
  private final Head first;
  private final Digest previous;
  private Head last;

  Run(LogPlace start, CommitRecord first) {
    this.start = start;
    this.first = first.head();
    this.previous = first.previous();
    this.last = first.head();
  }

  static boolean follows(CommitRecord record, Head head) {
    return record.revision() == head.revision() + 1
        && record.previous().equals(head.digest())
        && record.timeMillis() >= head.timeMillis();
  }

  /** Takes the commit if it follows. */
  boolean take(CommitRecord record) {
    boolean follows = follows(record, last);
    if (follows) {
      last = record.head();
    }
    return follows;
  }

  /** Where its first commit stands. */
  LogPlace start() {
    return start;
  }

  Head first() {
    return first;
  }

  Head last() {
    return last;
  }

  /** Whether its first commit follows. */
  boolean beginsBehind(Head head) {
    return first.revision() == head.revision() + 1
        && previous.equals(head.digest())
        && first.timeMillis() >= head.timeMillis();
  }

  /** Whether it has a commit of the revision, and of those before and behind it. */
  boolean passes(long revision) {
    return first.revision() <= revision && revision < last.revision();
  }

  Damage.Revisions revisions() {
    return new Damage.Revisions(first.revision(), last.revision());
  }
}
