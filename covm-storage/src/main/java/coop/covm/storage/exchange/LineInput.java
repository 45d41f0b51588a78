package coop.covm.storage.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines of bytes, each ended by a line feed, of a bounded length. Memory is that of the line that
 * is read. For use by one thread.
 */
final class LineInput {
  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int to;
  private boolean ended;

  /**
   * @param longest how many bytes a line may have, without its end
   */
  LineInput(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** A line is longer than allowed. */
  static final class TooLongException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** The next line with its line feed, which the last one may lack; null at the end. */
  byte @Nullable [] next() throws IOException, TooLongException {
    int end = indexOfEnd();
    if (end >= 0) {
      byte[] line = Arrays.copyOfRange(buffer, from, end + 1);
      from = end + 1;
      return line;
    }
    return inParts();
  }

  /** A line of which the buffer holds the beginning at most. */
  private byte @Nullable [] inParts() throws IOException, TooLongException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(to - from);
    int end = -1;
    while (end < 0 && !ended) {
      line.write(buffer, from, to - from);
      fill();
      end = indexOfEnd();
      if ((long) line.size() + (end < 0 ? to : end) > longest) {
        throw new TooLongException();
      }
    }
    if (end >= 0) {
      line.write(buffer, from, end + 1 - from);
      from = end + 1;
    }
    return line.size() == 0 ? null : line.toByteArray();
  }

  private int indexOfEnd() {
    for (int i = from; i < to; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void fill() throws IOException {
    from = 0;
    to = Math.max(0, in.read(buffer));
    ended = to == 0;
  }
}
