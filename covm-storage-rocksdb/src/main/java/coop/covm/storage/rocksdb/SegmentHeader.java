package coop.covm.storage.rocksdb;

import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The first 64 bytes of a segment: what it is and which commit it follows. Numbers have their most
 * significant byte first.
 *
 * <pre>
 *  0  8  the text "covmlog1"; a later format has another
 *  8  8  the number of the segment, from 1 without holes
 * 16  8  the revision before its first commit
 * 24 32  the digest of that commit, zeros before the first
 * 56  4  zero
 * 60  4  CRC-32C of the 60 bytes before
 * </pre>
 *
 * @param number the number of the segment
 * @param revision the revision before its first commit
 * @param digest the digest of that revision
 */
record SegmentHeader(long number, long revision, Digest digest) {
  static final int BYTES = 64;

  private static final byte[] MAGIC = {'c', 'o', 'v', 'm', 'l', 'o', 'g', '1'};
  private static final int CHECKED_BYTES = 60;

  static SegmentHeader after(long number, Head head) {
    return new SegmentHeader(number, head.revision(), head.digest());
  }

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    out.put(MAGIC).putLong(number).putLong(revision).put(digest.bytes()).putInt(0);
    return out.putInt(crc(out.array())).array();
  }

  /** The header, or empty if the bytes are none. */
  static Optional<SegmentHeader> parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte[] magic = new byte[MAGIC.length];
    in.get(magic);
    if (!Arrays.equals(magic, MAGIC) || in.getInt(CHECKED_BYTES) != crc(bytes)) {
      return Optional.empty();
    }
    long number = in.getLong();
    long revision = in.getLong();
    byte[] digest = new byte[Digest.BYTES];
    in.get(digest);
    return Optional.of(new SegmentHeader(number, revision, Digest.of(digest)));
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CHECKED_BYTES);
    return (int) crc.getValue();
  }
}
