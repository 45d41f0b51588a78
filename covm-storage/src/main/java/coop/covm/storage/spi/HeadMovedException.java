package coop.covm.storage.spi;

/** Somebody else committed first; the caller takes a new snapshot, checks again and tries again. */
public final class HeadMovedException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param expected the revision that the batch expected as the newest
   * @param found the newest revision
   */
  public HeadMovedException(long expected, long found) {
    super(
        "expected the newest revision to be %s, found %s".formatted(expected, found),
        null,
        false,
        false);
  }
}
