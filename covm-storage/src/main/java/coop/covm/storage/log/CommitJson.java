package coop.covm.storage.log;

/**
 * A commit record as one line of canonical JSON, the form in which the file backend keeps it and
 * anybody can read and verify it.
 */
public final class CommitJson {
  private CommitJson() {}

  /** The line without its line end, in UTF-8. */
  public static byte[] write(CommitRecord record) {
    throw new UnsupportedOperationException(record.toString());
  }

  /**
   * Reads and verifies a line: its digests are recomputed, and writing it again must give the same
   * bytes.
   *
   * @throws MalformedRecordException naming what is wrong
   */
  public static CommitRecord read(byte[] line) throws MalformedRecordException {
    throw new UnsupportedOperationException("" + line.length);
  }
}
