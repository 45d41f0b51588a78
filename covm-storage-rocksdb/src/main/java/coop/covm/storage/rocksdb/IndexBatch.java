package coop.covm.storage.rocksdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries to be put into RocksDB or removed from it in one step, in the form in which RocksDB keeps
 * a batch: so they cross into native code in one call instead of one each.
 *
 * <pre>
 * 8  sequence number, 0    4  number of entries     (least significant byte first)
 * for each entry  1  type: 1, a value    v  length   key   v  length   value
 *             or  1  type: 0, a removal  v  length   key
 * v  as LEB128: 7 bits a byte, the least significant first, the highest bit set on all but the last
 * </pre>
 *
 * See RocksDB's {@code db/write_batch.cc}.
 */
final class IndexBatch {
  private static final int HEADER_BYTES = 12;
  private static final byte REMOVAL = 0;
  private static final byte VALUE = 1;
  private static final int LONGEST_LENGTH = 5;
  private static final Comparator<Entry> IN_ORDER_OF_KEYS =
      Comparator.comparing(Entry::key, Arrays::compareUnsigned);

  private final List<Entry> entries = new ArrayList<>();
  private long bytes = HEADER_BYTES;

  void put(byte[] key, byte[] value) {
    entries.add(new Entry(key, value));
    bytes += 1L + 2 * LONGEST_LENGTH + key.length + value.length;
  }

  void remove(byte[] key) {
    entries.add(new Entry(key, null));
    bytes += 1L + LONGEST_LENGTH + key.length;
  }

  /** How large it may become, roughly. */
  long size() {
    return bytes;
  }

  /**
   * @throws ArithmeticException if it would have 2 GiB or more; a group of the store has far less
   */
  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    // In RocksDB's order, so that what it touches for one is still in the processor's cache for the
    // next; two of the same key stay in theirs, and only the last of them counts.
    entries.sort(IN_ORDER_OF_KEYS);
    out.putLong(0).putInt(0);
    int count = 0;
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (i + 1 < entries.size() && Arrays.equals(entry.key, entries.get(i + 1).key)) {
        continue;
      }
      count++;
      out.put(entry.value == null ? REMOVAL : VALUE);
      putText(entry.key, out);
      if (entry.value != null) {
        putText(entry.value, out);
      }
    }
    out.putInt(Long.BYTES, count);
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

  /** A removal has no value. */
  @SuppressWarnings("ArrayRecordComponent") // bytes in transit, never compared
  private record Entry(byte[] key, byte @Nullable [] value) {}
}
