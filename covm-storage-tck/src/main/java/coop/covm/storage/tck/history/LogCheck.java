package coop.covm.storage.tck.history;

import coop.covm.storage.log.Digest;
import java.util.List;

/** The log is a chain: revisions without holes, each commit upon the one before, in time too. */
final class LogCheck {
  private LogCheck() {}

  static void check(List<LoggedCommit> log, Violations violations) {
    String digest = Digest.NONE.toString();
    long timeMillis = 0;
    for (int i = 0; i < log.size(); i++) {
      LoggedCommit commit = log.get(i);
      if (commit.revision() != i + 1) {
        violations.add(
            Anomaly.HOLE_IN_LOG, "where revision %s belongs is %s", i + 1, commit.revision());
      }
      if (!commit.previous().equals(digest)) {
        violations.add(
            Anomaly.BROKEN_CHAIN,
            "revision %s names %s as the digest of the commit before, which has %s",
            i + 1,
            commit.previous(),
            digest);
      }
      if (commit.timeMillis() < timeMillis) {
        violations.add(
            Anomaly.TIME_WENT_BACK,
            "revision %s has the time %s, the one before %s",
            i + 1,
            commit.timeMillis(),
            timeMillis);
      }
      digest = commit.digest();
      timeMillis = commit.timeMillis();
    }
  }
}
