package coop.covm.storage.file;

import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.file.LineScanner.Line;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.MalformedRecordException;
import java.io.IOException;
import java.util.Optional;

/** The first lines of a segment that is known to hold them, one after the other, each verified. */
final class SegmentLines {
  private final LineScanner scanner;
  private Head last;
  private byte[] bytes = new byte[0];

  /**
   * @param before the commit before the first line
   */
  SegmentLines(DiskFile file, Head before) {
    this.scanner = new LineScanner(file, 0);
    this.last = before;
  }

  /**
   * The next line.
   *
   * @throws MalformedRecordException if the next commit does not stand there
   */
  JournalLine next() throws IOException, MalformedRecordException {
    Optional<Line> line = scanner.next();
    if (line.isEmpty() || !line.get().ended()) {
      throw new MalformedRecordException("the file was cut short");
    }
    if (line.get().isTooLong()) {
      throw new MalformedRecordException("the line is longer than any commit");
    }
    bytes = line.get().bytes();
    JournalLine read = JournalLine.readNext(bytes, bytes.length - 1, last);
    last = read.record().head();
    return read;
  }

  /** All bytes of the line that {@link #next} read. */
  byte[] bytes() {
    return bytes;
  }

  /** The newest commit that was read. */
  Head last() {
    return last;
  }
}
