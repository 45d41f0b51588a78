package coop.covm.storage.file;

import coop.covm.storage.disk.DiskFile;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds the lines of a file one after the other. It holds no more of the file in memory than one
 * window, however long a line is, until the line is asked for.
 */
final class LineScanner {
  private static final int WINDOW_BYTES = 1 << 18;

  /** The longest line that fits into an array; nothing that was written by us is longer. */
  private static final long LONGEST = Integer.MAX_VALUE - 64;

  private final DiskFile file;
  private final byte[] window = new byte[WINDOW_BYTES];
  private long windowStart;
  private int windowBytes;
  private long position;

  LineScanner(DiskFile file, long position) {
    this.file = file;
    this.position = position;
    this.windowStart = position;
  }

  /** The next line, or what stands behind the last line end; empty at the end of the file. */
  Optional<Line> next() throws IOException {
    long start = position;
    while (fill()) {
      int from = (int) (position - windowStart);
      for (int i = from; i < windowBytes; i++) {
        if (window[i] == StoreLayout.LINE_END) {
          position = windowStart + i + 1;
          return Optional.of(new Line(start, position - start, true));
        }
      }
      position = windowStart + windowBytes;
    }
    return position == start
        ? Optional.empty()
        : Optional.of(new Line(start, position - start, false));
  }

  /** Makes sure that the window holds the byte at the position; false if there is none. */
  private boolean fill() throws IOException {
    if (position < windowStart + windowBytes) {
      return true;
    }
    windowStart = position;
    windowBytes = Math.max(0, file.read(position, window, 0, window.length));
    return windowBytes > 0;
  }

  /** Where a line lies in the file. */
  final class Line {
    private final long start;
    private final long length;
    private final boolean ended;

    private Line(long start, long length, boolean ended) {
      this.start = start;
      this.length = length;
      this.ended = ended;
    }

    long start() {
      return start;
    }

    long end() {
      return start + length;
    }

    /** Whether it has a line end. */
    boolean ended() {
      return ended;
    }

    /** Whether it is nothing but a line end. */
    boolean isEmpty() {
      return ended && length == 1;
    }

    boolean isTooLong() {
      return length > LONGEST;
    }

    /** All its bytes, with the line end if it has one. */
    byte[] bytes() throws IOException {
      byte[] bytes = new byte[Math.toIntExact(length)];
      long inWindow = start - windowStart;
      if (inWindow >= 0 && inWindow + length <= windowBytes) {
        System.arraycopy(window, (int) inWindow, bytes, 0, bytes.length);
      } else if (file.readFully(start, bytes) < bytes.length) {
        throw new IOException("the file became shorter while it was read");
      }
      return bytes;
    }
  }
}
