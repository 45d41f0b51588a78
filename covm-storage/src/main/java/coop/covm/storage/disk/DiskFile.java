package coop.covm.storage.disk;

import java.io.Closeable;
import java.io.IOException;

/** An open file. For use by one thread at a time. */
public interface DiskFile extends Closeable {
  /**
   * Reads some bytes.
   *
   * @return how many, at least one; or -1 at or behind the end of the file
   */
  int read(long position, byte[] target, int from, int length) throws IOException;

  /**
   * Writes some bytes.
   *
   * @return how many, maybe fewer than asked
   */
  int write(long position, byte[] source, int from, int length) throws IOException;

  /** Cuts the file to this length, if it is longer. Durable after {@link #force}. */
  void truncate(long length) throws IOException;

  /** Makes content and length survive a power loss, whichever process wrote them. */
  void force() throws IOException;

  long size() throws IOException;

  /** Writes all bytes, in as many steps as it takes. */
  default void writeFully(long position, byte[] source) throws IOException {
    int done = 0;
    while (done < source.length) {
      int count = write(position + done, source, done, source.length - done);
      if (count <= 0) {
        throw new IOException("the file took no more bytes");
      }
      done += count;
    }
  }

  /**
   * Reads until the array is full or the file ends.
   *
   * @return how many bytes were read
   */
  default int readFully(long position, byte[] target) throws IOException {
    int done = 0;
    while (done < target.length) {
      int count = read(position + done, target, done, target.length - done);
      if (count < 0) {
        break;
      }
      done += count;
    }
    return done;
  }
}
