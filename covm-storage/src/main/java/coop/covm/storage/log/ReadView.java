package coop.covm.storage.log;

/**
 * A view that a run moved to, and how often in a row.
 *
 * @param revision the revision of the view; 0 in a store without commits
 * @param times how many times in a row the view was set to this revision, at least 1
 */
public record ReadView(long revision, long times) {
  public ReadView {
    if (revision < 0 || times < 1) {
      throw new IllegalArgumentException("a view is a revision, set at least once");
    }
  }
}
