package coop.covm.storage.file;

import coop.covm.storage.log.CommitJson;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.MalformedRecordException;
import java.util.Arrays;

/**
 * A line of the journal as commit.
 *
 * @param record the commit
 * @param groupGoesOn whether the next line belongs to the same group
 */
record JournalLine(CommitRecord record, boolean groupGoesOn) {

  /** The bytes of the line: mark of the group, commit, line end. */
  static byte[] write(CommitRecord record, boolean groupGoesOn) {
    byte[] json = CommitJson.write(record);
    int mark = groupGoesOn ? 1 : 0;
    byte[] line = new byte[mark + json.length + 1];
    if (groupGoesOn) {
      line[0] = StoreLayout.GROUP_GOES_ON;
    }
    System.arraycopy(json, 0, line, mark, json.length);
    line[line.length - 1] = StoreLayout.LINE_END;
    return line;
  }

  /**
   * Reads and verifies a line.
   *
   * @param length how many of the bytes are the line, its line end not counted
   */
  static JournalLine read(byte[] bytes, int length) throws MalformedRecordException {
    boolean groupGoesOn = length > 0 && bytes[0] == StoreLayout.GROUP_GOES_ON;
    byte[] json = Arrays.copyOfRange(bytes, groupGoesOn ? 1 : 0, length);
    return new JournalLine(CommitJson.read(json), groupGoesOn);
  }

  /**
   * Reads a line that must follow a commit.
   *
   * @throws MalformedRecordException also if it is sound in itself, but not the next one
   */
  static JournalLine readNext(byte[] bytes, int length, Head previous)
      throws MalformedRecordException {
    JournalLine line = read(bytes, length);
    CommitRecord record = line.record;
    if (record.revision() != previous.revision() + 1) {
      throw new MalformedRecordException(
          "it holds revision %s where revision %s belongs"
              .formatted(record.revision(), previous.revision() + 1));
    }
    if (!record.previous().equals(previous.digest())) {
      throw new MalformedRecordException(
          "it names %s as the commit before it, which has digest %s"
              .formatted(record.previous(), previous.digest()));
    }
    if (record.timeMillis() < previous.timeMillis()) {
      throw new MalformedRecordException("its time is before that of the commit before it");
    }
    return line;
  }
}
