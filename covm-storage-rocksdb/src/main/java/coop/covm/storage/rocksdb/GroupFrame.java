package coop.covm.storage.rocksdb;

import coop.covm.storage.log.CommitJson;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.MalformedRecordException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The form of a group of commits in the log: all or nothing, because it has one checksum. Numbers
 * have their most significant byte first.
 *
 * <pre>
 *  0  4  length of the payload, at least 1; zero where no frame has been written
 *  4  4  number of commits, at least 1
 *  8  4  CRC-32C of: number of the segment (8 bytes), offset of the frame (8), the 8 bytes
 *        before, the payload
 * 12     payload: for each commit its length (4 bytes) and its line, as CommitJson writes it
 * </pre>
 *
 * The checksum covers the place, so what was once written elsewhere is never taken for a frame.
 */
final class GroupFrame {
  static final int HEADER_BYTES = 12;

  private final List<byte[]> lines;
  private final int payloadBytes;

  private GroupFrame(List<byte[]> lines, int payloadBytes) {
    this.lines = lines;
    this.payloadBytes = payloadBytes;
  }

  /**
   * @throws ArithmeticException if it would have 2 GiB or more; a group of the store has far less
   */
  static GroupFrame of(List<CommitRecord> records) {
    List<byte[]> lines = new ArrayList<>(records.size());
    int payloadBytes = 0;
    for (CommitRecord record : records) {
      byte[] line = CommitJson.write(record);
      lines.add(line);
      payloadBytes = Math.addExact(payloadBytes, Integer.BYTES + line.length);
    }
    return new GroupFrame(lines, payloadBytes);
  }

  int bytes() {
    return Math.addExact(HEADER_BYTES, payloadBytes);
  }

  /** What is written at the place. */
  byte[] bytesAt(LogPosition place) {
    ByteBuffer out = ByteBuffer.allocate(bytes());
    out.putInt(payloadBytes).putInt(lines.size()).position(HEADER_BYTES);
    lines.forEach(line -> out.putInt(line.length).put(line));
    return out.putInt(2 * Integer.BYTES, crc(place, out.array())).array();
  }

  /** Where the line of each commit begins, when the frame is written at the place. */
  List<LineSpan> spansAt(LogPosition place) {
    List<LineSpan> spans = new ArrayList<>(lines.size());
    long offset = place.offset() + HEADER_BYTES;
    for (byte[] line : lines) {
      spans.add(
          new LineSpan(new LogPosition(place.segment(), offset + Integer.BYTES), line.length));
      offset += Integer.BYTES + line.length;
    }
    return spans;
  }

  /** The length of the whole frame whose first 12 bytes are given; 0 if none begins there. */
  static long declaredBytes(byte[] header) {
    int payload = ByteBuffer.wrap(header).getInt();
    return payload <= 0 ? 0 : (long) HEADER_BYTES + payload;
  }

  /** Whether the bytes are a whole frame that was written at this place. */
  static boolean isWhole(byte[] frame, LogPosition place) {
    return declaredBytes(frame) == frame.length
        && ByteBuffer.wrap(frame).getInt(2 * Integer.BYTES) == crc(place, frame);
  }

  /** The commits of a whole frame; whether they continue the chain is for the caller to check. */
  static List<CommitRecord> read(byte[] frame) throws MalformedRecordException {
    ByteBuffer in = ByteBuffer.wrap(frame);
    int count = in.getInt(Integer.BYTES);
    in.position(HEADER_BYTES);
    List<CommitRecord> records = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] line = new byte[in.getInt()];
      in.get(line);
      records.add(CommitJson.read(line));
    }
    if (records.size() != count || count == 0) {
      throw new MalformedRecordException("the frame does not hold as many commits as it says");
    }
    return records;
  }

  private static int crc(LogPosition place, byte[] frame) {
    ByteBuffer head = ByteBuffer.allocate(LogPosition.BYTES);
    place.write(head);
    CRC32C crc = new CRC32C();
    crc.update(head.array());
    crc.update(frame, 0, 2 * Integer.BYTES);
    crc.update(frame, HEADER_BYTES, frame.length - HEADER_BYTES);
    return (int) crc.getValue();
  }

  /**
   * Where the line of one commit stands.
   *
   * @param length bytes
   */
  record LineSpan(LogPosition place, int length) {}
}
