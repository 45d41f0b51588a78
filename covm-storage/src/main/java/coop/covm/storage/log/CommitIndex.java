package coop.covm.storage.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.spi.KeyRange;
import coop.covm.value.Value;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What of the index follows from a commit, and how the index is laid out. Derived from the record
 * alone, so that a backend can rebuild its index from its log.
 *
 * <p>There are two entries for each change. Numbers are 8 bytes, most significant first; a key is
 * its UTF-8 text, which holds no zero byte; a value is its {@link CanonicalJson}.
 *
 * <pre>
 * current  'c' key               revision, 0                  the key was removed by that revision
 *                                revision, 1, value           the value since that revision
 * version  'v' key 00 revision   time, flags, [n, principal], [value]
 * </pre>
 *
 * The bits of {@code flags}: 1, a value follows (else the revision removed the key); 2, a principal
 * follows: the length of its UTF-8 in two bytes, and the text. The current entry of a removed key
 * stays, so that a listing as of a former revision meets every key that there ever was, and a
 * change after a revision is seen without a look at the versions. The versions of a key stand in
 * order of revision, so the one as of a revision is found by one seek however many there are.
 */
public final class CommitIndex {
  /**
   * Changes whenever the entries of a commit do, so that a stored index of another layout is made
   * anew from the log and never misread.
   */
  public static final int LAYOUT_VERSION = 1;

  private static final byte CURRENT = 'c';
  private static final byte VERSION = 'v';
  private static final int HAS_VALUE = 1;
  private static final int HAS_PRINCIPAL = 2;
  private static final byte[] NO_VALUE = new byte[0];

  private CommitIndex() {}

  /** The entries to put, in no particular order; a key occurs at most once. */
  public static List<Entry> changes(CommitRecord record) {
    byte[] principal = record.body().principal().map(p -> p.getBytes(UTF_8)).orElse(NO_VALUE);
    List<Entry> entries = new ArrayList<>(2 * record.body().changes().size());
    for (Change change : record.body().changes()) {
      byte[] value =
          switch (change) {
            case Change.Set set -> CanonicalJson.utf8(set.value().value());
            case Change.Delete ignored -> NO_VALUE;
            case Change.Increment increment -> CanonicalJson.utf8(increment.result().value());
          };
      byte[] key = change.key().utf8();
      entries.add(new Entry(currentKey(key), currentValue(record.revision(), value)));
      entries.add(
          new Entry(
              versionKey(key, record.revision()),
              versionValue(record.timeMillis(), principal, value)));
    }
    return entries;
  }

  /** Where the current entry of a key stands. */
  public static byte[] currentKey(Key key) {
    return currentKey(key.utf8());
  }

  /** The current entries of all keys below the prefix, in the order of the keys. */
  public static KeyRange currentRange(KeyPrefix prefix) {
    return KeyRange.prefix(currentKey(prefix.utf8WithSlash()));
  }

  /** The versions of a key from one revision to another, both inclusive. */
  public static KeyRange versionRange(Key key, long from, long to) {
    byte[] utf8 = key.utf8();
    return new KeyRange(versionKey(utf8, from), Optional.of(versionKey(utf8, to + 1)));
  }

  /** The key of a current entry. */
  public static Key keyOfCurrent(byte[] indexKey) {
    return Key.parse(new String(indexKey, 1, indexKey.length - 1, UTF_8));
  }

  /** The revision of a version entry. */
  public static long revisionOfVersion(byte[] indexKey) {
    return ByteBuffer.wrap(indexKey).getLong(indexKey.length - Long.BYTES);
  }

  /** Reads what {@link #changes} puts under a {@link #currentKey}. */
  public static Current current(byte[] indexValue) {
    return new Current(
        ByteBuffer.wrap(indexValue).getLong(), indexValue[Long.BYTES] != 0, indexValue);
  }

  /** Reads what {@link #changes} puts for a version. */
  public static VersionEntry version(byte[] indexValue) throws MalformedRecordException {
    ByteBuffer in = ByteBuffer.wrap(indexValue);
    long timeMillis = in.getLong();
    int flags = in.get();
    Optional<String> principal = Optional.empty();
    if ((flags & HAS_PRINCIPAL) != 0) {
      byte[] utf8 = new byte[in.getShort()];
      in.get(utf8);
      principal = Optional.of(new String(utf8, UTF_8));
    }
    Optional<Value> value =
        (flags & HAS_VALUE) == 0 ? Optional.empty() : Optional.of(value(indexValue, in.position()));
    return new VersionEntry(timeMillis, principal, value);
  }

  private static Value value(byte[] indexValue, int from) throws MalformedRecordException {
    return CanonicalJsonReader.read(Arrays.copyOfRange(indexValue, from, indexValue.length));
  }

  private static byte[] currentKey(byte[] key) {
    return ByteBuffer.allocate(1 + key.length).put(CURRENT).put(key).array();
  }

  private static byte[] currentValue(long revision, byte[] value) {
    return ByteBuffer.allocate(Long.BYTES + 1 + value.length)
        .putLong(revision)
        .put((byte) (value.length > 0 ? 1 : 0))
        .put(value)
        .array();
  }

  private static byte[] versionKey(byte[] key, long revision) {
    return ByteBuffer.allocate(key.length + 2 + Long.BYTES)
        .put(VERSION)
        .put(key)
        .put((byte) 0)
        .putLong(revision)
        .array();
  }

  private static byte[] versionValue(long timeMillis, byte[] principal, byte[] value) {
    int flags = (value.length > 0 ? HAS_VALUE : 0) | (principal.length > 0 ? HAS_PRINCIPAL : 0);
    int principalBytes = principal.length > 0 ? Short.BYTES + principal.length : 0;
    ByteBuffer out =
        ByteBuffer.allocate(Long.BYTES + 1 + principalBytes + value.length)
            .putLong(timeMillis)
            .put((byte) flags);
    if (principal.length > 0) {
      out.putShort((short) principal.length).put(principal);
    }
    return out.put(value).array();
  }

  /** An index entry; nothing is ever removed from the index by a commit. */
  @SuppressWarnings("ArrayRecordComponent") // bytes in transit, never compared
  public record Entry(byte[] key, byte[] value) {}

  /** The newest state of a key: what the last change made of it. */
  public static final class Current {
    private final long revision;
    private final boolean present;
    private final byte[] indexValue;

    private Current(long revision, boolean present, byte[] indexValue) {
      this.revision = revision;
      this.present = present;
      this.indexValue = indexValue;
    }

    /** The revision of the last change. */
    public long revision() {
      return revision;
    }

    /** Whether the key has a value, rather than having been removed. */
    public boolean present() {
      return present;
    }

    /** The value, read now; empty if the key was removed. */
    public Optional<Value> value() throws MalformedRecordException {
      return present
          ? Optional.of(CommitIndex.value(indexValue, Long.BYTES + 1))
          : Optional.empty();
    }
  }

  /**
   * What a commit made of one key.
   *
   * @param timeMillis the time of the commit, milliseconds since 1970
   * @param principal its principal, if it had one
   * @param value the value, or empty if it removed the key
   */
  public record VersionEntry(long timeMillis, Optional<String> principal, Optional<Value> value) {}
}
