package coop.covm.storage.rocksdb;

import coop.covm.storage.log.CommitBinary;
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
 * 12     payload: for each commit its length (4 bytes) and itself, as CommitBinary writes it
 * </pre>
 *
 * The checksum covers the place, so what was once written elsewhere is never taken for a frame.
 */
final class GroupFrame {
  static final int HEADER_BYTES = 12;

  private final List<byte[]> commits;
  private final int payloadBytes;

  private GroupFrame(List<byte[]> commits, int payloadBytes) {
    this.commits = commits;
    this.payloadBytes = payloadBytes;
  }

  /**
   * @throws ArithmeticException if it would have 2 GiB or more; a group of the store has far less
   */
  static GroupFrame of(List<CommitRecord> records) {
    List<byte[]> commits = new ArrayList<>(records.size());
    int payloadBytes = 0;
    for (CommitRecord record : records) {
      byte[] commit = CommitBinary.write(record);
      commits.add(commit);
      payloadBytes = Math.addExact(payloadBytes, Integer.BYTES + commit.length);
    }
    return new GroupFrame(commits, payloadBytes);
  }

  /**
   * A frame that was read.
   *
   * @param frame a whole one, see {@link #isWhole}
   */
  static GroupFrame parse(byte[] frame) throws MalformedRecordException {
    ByteBuffer in = ByteBuffer.wrap(frame);
    int count = commits(frame);
    in.position(HEADER_BYTES);
    List<byte[]> commits = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] commit = new byte[in.getInt()];
      in.get(commit);
      commits.add(commit);
    }
    if (commits.size() != count || count == 0) {
      throw new MalformedRecordException("the frame does not hold as many commits as it says");
    }
    return new GroupFrame(commits, frame.length - HEADER_BYTES);
  }

  int bytes() {
    return Math.addExact(HEADER_BYTES, payloadBytes);
  }

  /** The commits; whether they continue the chain is for the caller to check. */
  List<CommitRecord> records() throws MalformedRecordException {
    List<CommitRecord> records = new ArrayList<>(commits.size());
    for (byte[] commit : commits) {
      records.add(CommitBinary.read(commit));
    }
    return records;
  }

  /** What is written at the place. */
  byte[] bytesAt(LogPosition place) {
    ByteBuffer out = ByteBuffer.allocate(bytes());
    out.putInt(payloadBytes).putInt(commits.size()).position(HEADER_BYTES);
    commits.forEach(commit -> out.putInt(commit.length).put(commit));
    return out.putInt(2 * Integer.BYTES, crc(place, out.array())).array();
  }

  /** Where each commit stands, when the frame is written at the place. */
  List<RecordSpan> spansAt(LogPosition place) {
    List<RecordSpan> spans = new ArrayList<>(commits.size());
    long offset = place.offset() + HEADER_BYTES;
    for (byte[] commit : commits) {
      LogPosition start = new LogPosition(place.segment(), offset + Integer.BYTES);
      spans.add(new RecordSpan(start, commit.length));
      offset += Integer.BYTES + commit.length;
    }
    return spans;
  }

  /** The length of the whole frame whose first 12 bytes are given; 0 if none begins there. */
  static long declaredBytes(byte[] header) {
    int payload = ByteBuffer.wrap(header).getInt();
    return payload <= 0 ? 0 : (long) HEADER_BYTES + payload;
  }

  /** How many commits the frame holds whose first 12 bytes are given. */
  static int commits(byte[] header) {
    return ByteBuffer.wrap(header).getInt(Integer.BYTES);
  }

  /** Whether the bytes are a whole frame that was written at this place. */
  static boolean isWhole(byte[] frame, LogPosition place) {
    return declaredBytes(frame) == frame.length
        && ByteBuffer.wrap(frame).getInt(2 * Integer.BYTES) == crc(place, frame);
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
}
