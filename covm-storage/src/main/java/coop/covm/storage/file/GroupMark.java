package coop.covm.storage.file;

import coop.covm.storage.log.MalformedRecordException;

/**
 * How a line of the journal belongs to its group. A line of a group of several begins with blanks,
 * which JSON allows: a space if more lines follow, and then its number in the group in binary, a
 * tab for 1 and a space for 0. So any line that survives tells where its group began.
 *
 * @param number of the line in its group, from 1
 * @param goesOn whether the next line belongs to the same group
 */
record GroupMark(int number, boolean goesOn) {
  private static final byte ONE = '\t';
  private static final byte ZERO = ' ';

  /** Of the line at an index, from 0, of a group of so many lines. */
  static GroupMark of(int index, int lines) {
    return new GroupMark(index + 1, index + 1 < lines);
  }

  /** What the line begins with; nothing for a group of one line. */
  byte[] bytes() {
    if (number == 1 && !goesOn) {
      return new byte[0];
    }
    int digits = Integer.SIZE - Integer.numberOfLeadingZeros(number);
    int start = goesOn ? 1 : 0;
    byte[] bytes = new byte[start + digits];
    if (goesOn) {
      bytes[0] = StoreLayout.GROUP_GOES_ON;
    }
    for (int i = 0; i < digits; i++) {
      boolean one = ((number >> (digits - 1 - i)) & 1) == 1;
      bytes[start + i] = one ? ONE : ZERO;
    }
    return bytes;
  }

  /**
   * What a line begins with.
   *
   * @param length how many of the bytes are the line
   * @throws MalformedRecordException if {@link #bytes} never makes the blanks that it begins with
   */
  static GroupMark read(byte[] line, int length) throws MalformedRecordException {
    int end = blanks(line, length);
    if (end == 0) {
      return of(0, 1);
    }
    boolean goesOn = line[0] == StoreLayout.GROUP_GOES_ON;
    int start = goesOn ? 1 : 0;
    int digits = end - start;
    if (digits == 0 || digits >= Integer.SIZE || line[start] != ONE || (digits == 1 && !goesOn)) {
      throw new MalformedRecordException(
          "the blanks that it begins with do not say how it belongs to a group");
    }
    int number = 0;
    for (int i = start; i < end; i++) {
      number = (number << 1) | (line[i] == ONE ? 1 : 0);
    }
    return new GroupMark(number, goesOn);
  }

  /**
   * Whether the beginning of a line ends before the mark is over, so that it may go on in any way.
   */
  static boolean isCut(byte[] beginning) {
    return blanks(beginning, beginning.length) == beginning.length;
  }

  private static int blanks(byte[] line, int length) {
    int end = 0;
    while (end < length && (line[end] == ONE || line[end] == ZERO)) {
      end++;
    }
    return end;
  }
}
