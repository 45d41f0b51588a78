package coop.covm.storage.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.SystemKeys;
import coop.covm.storage.spi.Compaction;
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
 * its UTF-8 text, which holds no zero byte; a value is its {@link CanonicalJson}; a state is one
 * byte: 0 the key was removed, 1 it has a value, 2 it had one that compaction has erased.
 *
 * <pre>
 * current  'c' key               revision, state, [value]     what the newest revision made of it;
 *                                                             of a sealed value 0x80 is added to
 *                                                             the state and the int of its bytes
 *                                                             stands in its place
 * version  'v' key 00 revision   time, state, [principal]     what that revision made of it
 * </pre>
 *
 * and three more, where the commit has them:
 *
 * <pre>
 * program  'p' digest            revision                     the first commit of the program
 * use      'u' namespace         keys, bytes                  what the newest revision says of it
 * policy   's'                   revision                     the newest that changed a policy
 * </pre>
 *
 * The values of versions stand in the log alone: a version names the commit that holds it. The
 * current entry of a removed key stays, so that a listing as of a former revision meets every key
 * that there ever was, and a change after a revision is seen without a look at the versions. The
 * versions of a key stand in order of revision, so the one as of a revision is found by one seek
 * however many there are.
 *
 * <p>Versions before one whose value was erased may be missing. Whether they are there makes no
 * difference to a reader: see {@link State#COMPACTED}.
 */
public final class CommitIndex {
  /**
   * Changes whenever the entries of a commit do, so that a stored index of another layout is made
   * anew from the log and never misread.
   */
  public static final int LAYOUT_VERSION = 4;

  private static final byte CURRENT = 'c';
  private static final byte VERSION = 'v';
  private static final byte PROGRAM = 'p';
  private static final byte USE = 'u';
  private static final byte POLICY = 's';
  private static final byte[] NO_VALUE = new byte[0];

  /** Added to the state in a current entry whose value is sealed. */
  private static final int SEALED = 0x80;

  private static final int SEALED_ENTRY_BYTES = Long.BYTES + 1 + Integer.BYTES;

  private CommitIndex() {}

  /** What a revision made of a key. */
  public enum State {
    /** It has no value. */
    REMOVED(0),
    /** It has a value. */
    PRESENT(1),
    /**
     * It had a value, which compaction has erased, as it has those of all versions before. So the
     * key cannot be read as of a revision before the next version.
     */
    COMPACTED(2);

    private final byte code;

    State(int code) {
      this.code = (byte) code;
    }

    private static State of(byte code) throws MalformedRecordException {
      return switch (code) {
        case 0 -> REMOVED;
        case 1 -> PRESENT;
        case 2 -> COMPACTED;
        default -> throw new MalformedRecordException("unknown state " + code);
      };
    }
  }

  /** The entries to put, in no particular order; a key occurs at most once. */
  public static List<Entry> changes(CommitRecord record) {
    byte[] principal = record.body().principal().map(p -> p.getBytes(UTF_8)).orElse(NO_VALUE);
    List<Entry> entries = new ArrayList<>(2 * record.body().changes().size());
    for (Change change : record.body().changes()) {
      Optional<SaltedValue> value = change.made();
      State state =
          value
              .map(made -> made.isErased() ? State.COMPACTED : State.PRESENT)
              .orElse(State.REMOVED);
      byte[] key = change.key().utf8();
      entries.add(new Entry(currentKey(key), currentValue(record.revision(), state, value)));
      entries.add(
          new Entry(
              versionKey(key, record.revision()),
              versionValue(record.timeMillis(), state, principal)));
    }
    if (record.programText().isPresent()) {
      byte[] revision = ByteBuffer.allocate(Long.BYTES).putLong(record.revision()).array();
      entries.add(new Entry(programKey(record.body().run().program().orElseThrow()), revision));
    }
    if (record.body().changes().stream().anyMatch(change -> SystemKeys.isPolicy(change.key()))) {
      byte[] revision = ByteBuffer.allocate(Long.BYTES).putLong(record.revision()).array();
      entries.add(new Entry(policyKey(), revision));
    }
    for (NamespaceUse use : record.envelope().uses()) {
      entries.add(
          new Entry(
              useKey(use.namespace()),
              ByteBuffer.allocate(2 * Long.BYTES)
                  .putLong(use.keys())
                  .putLong(use.bytes())
                  .array()));
    }
    return entries;
  }

  /** Where the first commit of a program is named. */
  public static byte[] programKey(Digest program) {
    return ByteBuffer.allocate(1 + Digest.BYTES).put(PROGRAM).put(program.bytes()).array();
  }

  /** Reads what {@link #changes} puts under a {@link #programKey}: the revision of the commit. */
  public static long programRevision(byte[] indexValue) {
    return ByteBuffer.wrap(indexValue).getLong();
  }

  /** Where the newest change of a policy is named. */
  public static byte[] policyKey() {
    return new byte[] {POLICY};
  }

  /** Reads what {@link #changes} puts under the {@link #policyKey}. */
  public static long policyRevision(byte[] indexValue) {
    return ByteBuffer.wrap(indexValue).getLong();
  }

  /** Where the newest use of a namespace stands. */
  public static byte[] useKey(KeyPrefix namespace) {
    byte[] utf8 = namespace.toString().getBytes(UTF_8);
    return ByteBuffer.allocate(1 + utf8.length).put(USE).put(utf8).array();
  }

  /** Reads what {@link #changes} puts under a {@link #useKey}. */
  public static NamespaceUse use(KeyPrefix namespace, byte[] indexValue) {
    ByteBuffer in = ByteBuffer.wrap(indexValue);
    return new NamespaceUse(namespace, in.getLong(), in.getLong());
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

  /** The current entries of all keys, in the order of the keys. */
  public static KeyRange allCurrent() {
    return KeyRange.prefix(new byte[] {CURRENT});
  }

  /** The versions of all keys, by key and then by revision. */
  public static KeyRange allVersions() {
    return KeyRange.prefix(new byte[] {VERSION});
  }

  /** The key of a version entry. */
  public static Key keyOfVersion(byte[] indexKey) {
    return Key.parse(new String(indexKey, 1, indexKey.length - 2 - Long.BYTES, UTF_8));
  }

  /** Where the entry of a version stands. */
  public static byte[] versionKey(Key key, long revision) {
    return versionKey(key.utf8(), revision);
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
  public static Current current(byte[] indexValue) throws MalformedRecordException {
    byte state = indexValue[Long.BYTES];
    boolean sealed = (state & SEALED) != 0;
    if (sealed && indexValue.length != SEALED_ENTRY_BYTES) {
      throw new MalformedRecordException("an entry of %s bytes".formatted(indexValue.length));
    }
    return new Current(
        ByteBuffer.wrap(indexValue).getLong(),
        State.of((byte) (state & ~SEALED)),
        sealed,
        indexValue);
  }

  /** Reads what {@link #changes} puts for a version. */
  public static VersionEntry version(byte[] indexValue) throws MalformedRecordException {
    ByteBuffer in = ByteBuffer.wrap(indexValue);
    long timeMillis = in.getLong();
    State state = State.of(in.get());
    Optional<String> principal =
        in.hasRemaining() ? Optional.of(UTF_8.decode(in).toString()) : Optional.empty();
    return new VersionEntry(timeMillis, principal, state);
  }

  /** The entry of a version as it is when compaction has erased its value. */
  public static Entry compacted(Key key, long revision, VersionEntry version) {
    return new Entry(
        versionKey(key.utf8(), revision),
        versionValue(
            version.timeMillis(),
            State.COMPACTED,
            version.principal().map(p -> p.getBytes(UTF_8)).orElse(NO_VALUE)));
  }

  private static byte[] currentKey(byte[] key) {
    return ByteBuffer.allocate(1 + key.length).put(CURRENT).put(key).array();
  }

  /**
   * What becomes of the current entry of a key when its value is sealed, which was not.
   *
   * @param revision the commit that made the value
   * @param value as it was, or sealed already
   */
  public static Compaction.Replacement sealing(long revision, Key key, SaltedValue value) {
    byte[] before =
        ByteBuffer.allocate(Long.BYTES + 1).putLong(revision).put(State.PRESENT.code).array();
    byte[] sealed = sealedEntry(revision, State.PRESENT, value);
    return new Compaction.Replacement(new Entry(currentKey(key), sealed), before);
  }

  private static byte[] sealedEntry(long revision, State state, SaltedValue value) {
    return ByteBuffer.allocate(SEALED_ENTRY_BYTES)
        .putLong(revision)
        .put((byte) (state.code | SEALED))
        .putInt(value.byteSize())
        .array();
  }

  private static byte[] currentValue(long revision, State state, Optional<SaltedValue> made) {
    if (made.isPresent() && made.get().isSealed()) {
      return sealedEntry(revision, state, made.get());
    }
    byte[] value = made.map(SaltedValue::canonical).orElse(NO_VALUE);
    return ByteBuffer.allocate(Long.BYTES + 1 + value.length)
        .putLong(revision)
        .put(state.code)
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

  private static byte[] versionValue(long timeMillis, State state, byte[] principal) {
    return ByteBuffer.allocate(Long.BYTES + 1 + principal.length)
        .putLong(timeMillis)
        .put(state.code)
        .put(principal)
        .array();
  }

  /** An index entry; nothing is ever removed from the index by a commit. */
  @SuppressWarnings("ArrayRecordComponent") // bytes in transit, never compared
  public record Entry(byte[] key, byte[] value) {}

  /** The newest state of a key: what the last change made of it. */
  public static final class Current {
    private final long revision;
    private final State state;
    private final boolean sealed;
    private final byte[] indexValue;

    private Current(long revision, State state, boolean sealed, byte[] indexValue) {
      this.revision = revision;
      this.state = state;
      this.sealed = sealed;
      this.indexValue = indexValue;
    }

    /** The revision of the last change. */
    public long revision() {
      return revision;
    }

    public State state() {
      return state;
    }

    /** How many bytes the value's canonical JSON has; 0 if there is no value. */
    public int valueBytes() {
      return sealed
          ? ByteBuffer.wrap(indexValue).getInt(Long.BYTES + 1)
          : indexValue.length - Long.BYTES - 1;
    }

    /** Whether the value is sealed, and so stands in the log alone. */
    public boolean isSealed() {
      return sealed;
    }

    /**
     * The value, read now; empty if there is none.
     *
     * @throws IllegalStateException if it is sealed
     */
    public Optional<Value> value() throws MalformedRecordException {
      if (sealed) {
        throw new IllegalStateException("the value is sealed");
      }
      return state == State.PRESENT
          ? Optional.of(
              CanonicalJsonReader.read(
                  Arrays.copyOfRange(indexValue, Long.BYTES + 1, indexValue.length)))
          : Optional.empty();
    }
  }

  /**
   * What a commit made of one key.
   *
   * @param timeMillis the time of the commit, milliseconds since 1970
   * @param principal its principal, if it had one
   * @param state what it made of the key
   */
  public record VersionEntry(long timeMillis, Optional<String> principal, State state) {}
}
