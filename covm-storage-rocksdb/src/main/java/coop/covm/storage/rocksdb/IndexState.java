package coop.covm.storage.rocksdb;

import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The entries of the index that are this backend's own, beside those of {@link CommitIndex}.
 * Numbers are 8 bytes, most significant first, unless said otherwise.
 *
 * <pre>
 * FF 'h'          layout (4 bytes), revision, time, digest (32 bytes), place of the next frame
 *                (segment, offset), place of the last frame, place up to which the log was
 *                durable: what the index has seen of the log
 * FF 'r' revision where the commit stands: segment, offset, length (4 bytes)
 * </pre>
 */
final class IndexState {
  static final byte OWN = (byte) 0xFF;

  static final byte[] END_KEY = {OWN, 'h'};

  /** Changes with the layout of these entries or with that of all others. */
  private static final int LAYOUT = 0x20000 | CommitIndex.LAYOUT_VERSION;

  private static final int END_BYTES =
      Integer.BYTES + 2 * Long.BYTES + Digest.BYTES + 3 * LogPosition.BYTES;

  private IndexState() {}

  static byte[] end(LogEnd end) {
    ByteBuffer out = ByteBuffer.allocate(END_BYTES);
    out.putInt(LAYOUT).putLong(end.head().revision()).putLong(end.head().timeMillis());
    out.put(end.head().digest().bytes());
    end.next().write(out);
    end.last().write(out);
    end.durable().write(out);
    return out.array();
  }

  /** Reads an entry, or empty if it was written with another layout. */
  static Optional<LogEnd> end(byte[] entry) {
    ByteBuffer in = ByteBuffer.wrap(entry);
    if (entry.length != END_BYTES || in.getInt() != LAYOUT) {
      return Optional.empty();
    }
    long revision = in.getLong();
    long timeMillis = in.getLong();
    byte[] digest = new byte[Digest.BYTES];
    in.get(digest);
    Head head = new Head(revision, timeMillis, Digest.of(digest));
    return Optional.of(
        new LogEnd(head, LogPosition.read(in), LogPosition.read(in), LogPosition.read(in)));
  }

  static byte[] recordKey(long revision) {
    return ByteBuffer.allocate(2 + Long.BYTES).put(OWN).put((byte) 'r').putLong(revision).array();
  }
}
