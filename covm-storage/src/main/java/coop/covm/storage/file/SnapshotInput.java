package coop.covm.storage.file;

import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.log.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** Reads the parts of an index snapshot. No length is believed beyond what the file still has. */
final class SnapshotInput {
  private static final int BUFFER_BYTES = 1 << 17;

  private final DiskFile file;

  /** The size without the digest at the end. */
  private final long end;

  private byte[] buffer = new byte[0];
  private long bufferStart;
  private long position;

  SnapshotInput(DiskFile file) throws IOException {
    this.file = file;
    this.end = file.size() - Digest.BYTES;
  }

  /** Bytes that no snapshot has. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** Whether the digest at the end is that of all bytes before. */
  boolean isIntact() throws IOException {
    if (end < 0) {
      return false;
    }
    MessageDigest sha256 = Segment.newSha256();
    byte[] part = new byte[BUFFER_BYTES];
    long at = 0;
    while (at < end) {
      int count = file.read(at, part, 0, (int) Math.min(part.length, end - at));
      if (count < 0) {
        return false;
      }
      sha256.update(part, 0, count);
      at += count;
    }
    byte[] written = new byte[Digest.BYTES];
    return file.readFully(end, written) == written.length
        && Arrays.equals(written, sha256.digest());
  }

  int number() throws IOException, MalformedException {
    return ByteBuffer.wrap(bytes(Integer.BYTES)).getInt();
  }

  long longNumber() throws IOException, MalformedException {
    return ByteBuffer.wrap(bytes(Long.BYTES)).getLong();
  }

  Digest digest() throws IOException, MalformedException {
    return Digest.parse(HexFormat.of().formatHex(bytes(Digest.BYTES)));
  }

  /** A count of things that take so many bytes each. */
  int count(int bytesEach) throws IOException, MalformedException {
    int count = number();
    if (count < 0 || count > (end - position) / bytesEach) {
      throw new MalformedException();
    }
    return count;
  }

  byte[] sized() throws IOException, MalformedException {
    return bytes(count(1));
  }

  byte[] bytes(int count) throws IOException, MalformedException {
    if (count > end - position) {
      throw new MalformedException();
    }
    int from = Math.toIntExact(position - bufferStart);
    if (from + count > buffer.length) {
      bufferStart = position;
      from = 0;
      buffer = new byte[(int) Math.min(Math.max(count, BUFFER_BYTES), end - position)];
      if (file.readFully(position, buffer) < buffer.length) {
        throw new MalformedException();
      }
    }
    position += count;
    return Arrays.copyOfRange(buffer, from, from + count);
  }
}
