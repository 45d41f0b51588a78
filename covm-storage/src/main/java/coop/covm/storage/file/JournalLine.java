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
 * @param mark how the line belongs to its group
 */
record JournalLine(CommitRecord record, GroupMark mark) {

  /** The bytes of the line: mark of the group, commit, line end. */
  static byte[] write(CommitRecord record, GroupMark mark) {
    byte[] json = CommitJson.write(record);
    byte[] blanks = mark.bytes();
    byte[] line = Arrays.copyOf(blanks, blanks.length + json.length + 1);
    System.arraycopy(json, 0, line, blanks.length, json.length);
    line[line.length - 1] = StoreLayout.LINE_END;
    return line;
  }

  /** The revision of the first line of its group. */
  long groupStart() {
    return record.revision() - mark.number() + 1;
  }

  /**
   * Reads and verifies a line.
   *
   * @param length how many of the bytes are the line, its line end not counted
   */
  static JournalLine read(byte[] bytes, int length) throws MalformedRecordException {
    GroupMark mark = GroupMark.read(bytes, length);
    byte[] json = Arrays.copyOfRange(bytes, mark.bytes().length, length);
    return new JournalLine(CommitJson.read(json), mark);
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
