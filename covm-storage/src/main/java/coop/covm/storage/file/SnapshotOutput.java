package coop.covm.storage.file;

import coop.covm.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/** Writes the parts of an index snapshot, and their digest at the end. */
final class SnapshotOutput {
  private static final int BUFFER_BYTES = 1 << 17;

  private final DiskFile file;
  private final MessageDigest sha256 = Segment.newSha256();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private long position;

  SnapshotOutput(DiskFile file) {
    this.file = file;
  }

  void number(int number) throws IOException {
    room(Integer.BYTES);
    buffer.putInt(number);
  }

  void longNumber(long number) throws IOException {
    room(Long.BYTES);
    buffer.putLong(number);
  }

  void bytes(byte[] bytes) throws IOException {
    if (bytes.length > buffer.capacity()) {
      flush();
      sha256.update(bytes);
      write(bytes);
    } else {
      room(bytes.length);
      buffer.put(bytes);
    }
  }

  void sized(byte[] bytes) throws IOException {
    number(bytes.length);
    bytes(bytes);
  }

  void finish() throws IOException {
    flush();
    write(sha256.digest());
  }

  private void room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
  }

  private void flush() throws IOException {
    byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
    buffer.clear();
    sha256.update(bytes);
    write(bytes);
  }

  private void write(byte[] bytes) throws IOException {
    file.writeFully(position, bytes);
    position += bytes.length;
  }
}
