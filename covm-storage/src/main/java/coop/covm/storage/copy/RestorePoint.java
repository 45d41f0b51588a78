package coop.covm.storage.copy;

import coop.covm.storage.log.CommitRecord;

/** As of when a backup is restored. */
public sealed interface RestorePoint {
  /** All of it. */
  RestorePoint NEWEST = new Newest();

  /** Whether a commit belongs to what is restored; if not, none behind it does. */
  boolean includes(CommitRecord commit);

  /** The same words for the same point, and others for another. */
  String text();

  /** Everything that the backup has. */
  record Newest() implements RestorePoint {
    @Override
    public boolean includes(CommitRecord commit) {
      return true;
    }

    @Override
    public String text() {
      return "newest";
    }
  }

  /**
   * As of a revision.
   *
   * @param revision at least 0
   */
  record Revision(long revision) implements RestorePoint {
    @Override
    public boolean includes(CommitRecord commit) {
      return commit.revision() <= revision;
    }

    @Override
    public String text() {
      return "revision " + revision;
    }
  }

  /**
   * As of the newest commit up to a time at which the store could be left.
   *
   * @param millis since 1970
   */
  record Time(long millis) implements RestorePoint {
    @Override
    public boolean includes(CommitRecord commit) {
      return commit.timeMillis() <= millis;
    }

    @Override
    public String text() {
      return "time " + millis;
    }
  }
}
