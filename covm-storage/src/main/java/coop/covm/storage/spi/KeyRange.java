package coop.covm.storage.spi;

import java.util.Arrays;
import java.util.Optional;

/**
 * A range of index keys by unsigned bytes.
 *
 * @param from the first key, inclusive
 * @param to the end, exclusive, or empty for no end
 */
@SuppressWarnings("ArrayRecordComponent") // a range is never compared
public record KeyRange(byte[] from, Optional<byte[]> to) {

  /** All keys that begin with these bytes. */
  public static KeyRange prefix(byte[] prefix) {
    for (int end = prefix.length; end > 0; end--) {
      if (prefix[end - 1] != (byte) 0xFF) {
        byte[] next = Arrays.copyOf(prefix, end);
        next[end - 1]++;
        return new KeyRange(prefix, Optional.of(next));
      }
    }
    return new KeyRange(prefix, Optional.empty());
  }

  public boolean contains(byte[] key) {
    return Arrays.compareUnsigned(key, from) >= 0
        && to.map(end -> Arrays.compareUnsigned(key, end) < 0).orElse(true);
  }
}
