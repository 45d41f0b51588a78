package coop.covm.storage.rocksdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Entries to be put into RocksDB in one step, in the form in which RocksDB keeps a batch: so they
 * cross into native code in one call instead of one each.
 *
 * <pre>
 * 8  sequence number, 0    4  number of entries     (least significant byte first)
 * for each entry  1  type: 1, a value   v  length   key   v  length   value
 * v  as LEB128: 7 bits a byte, the least significant first, the highest bit set on all but the last
 * </pre>
 *
 * See RocksDB's {@code db/write_batch.cc}.
 */
final class IndexBatch {
  private static final int HEADER_BYTES = 12;
  private static final byte VALUE = 1;
  private static final int LONGEST_LENGTH = 5;

  private final List<byte[]> keysAndValues = new ArrayList<>();
  private long bytes = HEADER_BYTES;

  void put(byte[] key, byte[] value) {
    keysAndValues.add(key);
    keysAndValues.add(value);
    bytes += 1L + 2 * LONGEST_LENGTH + key.length + value.length;
  }

  /**
   * @throws ArithmeticException if it would have 2 GiB or more; a group of the store has far less
   */
  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(0).putInt(keysAndValues.size() / 2);
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      out.put(VALUE);
      putText(keysAndValues.get(i), out);
      putText(keysAndValues.get(i + 1), out);
    }
    byte[] all = new byte[out.position()];
    out.flip().get(all);
    return all;
  }

  private static void putText(byte[] text, ByteBuffer out) {
    int rest = text.length;
    while (rest > 0x7F) {
      out.put((byte) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest).put(text);
  }
}
