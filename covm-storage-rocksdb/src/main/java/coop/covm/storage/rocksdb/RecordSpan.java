package coop.covm.storage.rocksdb;

import java.nio.ByteBuffer;

/**
 * Where one commit stands in the log.
 *
 * @param place of its first byte
 * @param length bytes
 */
record RecordSpan(LogPosition place, int length) {
  static final int BYTES = LogPosition.BYTES + Integer.BYTES;

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    place.write(out);
    return out.putInt(length).array();
  }

  static RecordSpan parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new RecordSpan(LogPosition.read(in), in.getInt());
  }
}
