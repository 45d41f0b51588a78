package coop.covm.storage.file;

import coop.covm.storage.file.LineScanner.Line;
import coop.covm.storage.log.MalformedRecordException;
import java.io.IOException;
import java.util.Optional;

/**
 * Tells a group of which a power loss took parts from damage to what was safe. The sectors that
 * never reached the disk read as zeros, which no line holds. A group is acknowledged before the
 * next one is written, so lines of another group behind the hole mean that what was there is lost.
 */
final class TornGroup {
  private TornGroup() {}

  /**
   * Whether all from a line on may be what is left of one group.
   *
   * @param first a line that does not read back
   * @param behind stands behind that line; is read to its end, or to a line that tells
   * @param start the revision that the group begins with
   */
  static boolean isAll(Line first, LineScanner behind, long start) throws IOException {
    boolean all = !first.isTooLong() && hasHole(first.bytes());
    for (Optional<Line> next = behind.next(); all && next.isPresent(); next = behind.next()) {
      all = isPart(next.get(), start);
    }
    return all;
  }

  private static boolean isPart(Line line, long start) throws IOException {
    if (line.isTooLong()) {
      return false;
    }
    byte[] bytes = line.bytes();
    try {
      int length = line.ended() ? bytes.length - 1 : bytes.length;
      return JournalLine.read(bytes, length).groupStart() == start;
    } catch (MalformedRecordException e) {
      return hasHole(bytes) || (!line.ended() && isFurtherLine(bytes));
    }
  }

  /**
   * Whether the beginning of a line is not that of a group: the file may have lost the end of its
   * length, too, and then the last line is cut short wherever the disk had got to.
   */
  private static boolean isFurtherLine(byte[] beginning) {
    try {
      return GroupMark.isCut(beginning) || GroupMark.read(beginning, beginning.length).number() > 1;
    } catch (MalformedRecordException e) {
      return false;
    }
  }

  private static boolean hasHole(byte[] line) {
    for (byte one : line) {
      if (one == 0) {
        return true;
      }
    }
    return false;
  }
}
