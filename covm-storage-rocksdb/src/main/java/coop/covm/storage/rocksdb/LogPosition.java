package coop.covm.storage.rocksdb;

import java.nio.ByteBuffer;

/**
 * A place in the log.
 *
 * @param segment the number of the segment, from 1
 * @param offset bytes from the beginning of the segment
 */
record LogPosition(long segment, long offset) {
  static final int BYTES = 2 * Long.BYTES;

  /** Where the first frame of a segment begins. */
  static LogPosition beginningOf(long segment) {
    return new LogPosition(segment, SegmentHeader.BYTES);
  }

  void write(ByteBuffer out) {
    out.putLong(segment).putLong(offset);
  }

  static LogPosition read(ByteBuffer in) {
    return new LogPosition(in.getLong(), in.getLong());
  }
}
