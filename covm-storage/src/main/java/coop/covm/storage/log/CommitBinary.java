package coop.covm.storage.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.StorageException;
import coop.covm.storage.identity.Signature;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * A commit record in a short binary form, about half as large as {@link CommitJson}'s line, for
 * logs that only machines read. It holds what cannot be computed: the digests of values, body and
 * envelope are taken again over the canonical JSON when it is read. So whatever is changed in it
 * changes the digest of the record, which the next record names. Form 1:
 *
 * <pre>
 * 1   form: 1
 * v   revision        v   time, milliseconds since 1970
 * 32  digest of the commit before
 * 1   flags of what follows: 1 a principal, 2 a namespace, 4 a program, 8 what it was made upon,
 *     16 the principal's signature, 32 uses, 64 the store's signature, 128 the program's text
 * [64 the principal's signature]  [64  the store's signature]
 * [v  number of uses; for each  s  namespace,  v  keys,  v  bytes]
 * [s  principal]  [s  namespace]  [32  digest of the program]
 * v   number of parameters; for each  s  name,  salted  value
 * 16  id of the run   v   place in the run   z   now, seconds since 1970
 * v   number of limits; for each  s  name,  z  limit
 * v   number of views; for each  v  revision,  v  times
 * [32 digest of the commit that it was made upon]
 * v   number of changes, ordered by key; for each
 *       1  operation: 0 set, 1 delete, 2 increment
 *       s  key;  of a set  salted  value;  of an increment  salted  amount,  salted  result
 * [s  the program's text]
 * 4   CRC-32C of all before, most significant byte first
 *
 * v       unsigned, 7 bits a byte, the least significant first, the highest bit set on all but the
 *         last byte; z the same of a signed number n as (n &lt;&lt; 1) ^ (n &gt;&gt; 63)
 * s       v, number of bytes, and the text in UTF-8
 * salted  v 0 and 32 bytes of digest, where value and salt were erased; v 1, 32 bytes of digest,
 *         v number of bytes and the bytes of a {@link SealedValue}, where they are encrypted; else
 *         v, 2 more than the number of bytes of the value's canonical JSON, 16 bytes of salt, the
 *         JSON
 * </pre>
 */
public final class CommitBinary {
  private static final int FORM = 1;
  private static final int HAS_PRINCIPAL = 1;
  private static final int HAS_NAMESPACE = 2;
  private static final int HAS_PROGRAM = 4;
  private static final int HAS_UPON = 8;
  private static final int HAS_SIGNATURE = 16;
  private static final int HAS_USES = 32;
  private static final int HAS_HEAD_SIGNATURE = 64;
  private static final int HAS_TEXT = 128;
  private static final int SET = 0;
  private static final int DELETE = 1;
  private static final int INCREMENT = 2;

  // What begins a salted value.
  private static final int ERASED = 0;
  private static final int SEALED = 1;
  private static final int PLAIN = 2;

  private CommitBinary() {}

  public static byte[] write(CommitRecord record) {
    ByteBuilder out = new ByteBuilder(320);
    out.one(FORM).variable(record.revision()).variable(record.timeMillis());
    out.all(record.previous().bytes());
    out.one(flags(record));
    writeEnvelope(record, out);
    writeBody(record.body(), out);
    record.programText().ifPresent(out::text);
    byte[] bytes = out.toArray();
    return ByteBuffer.allocate(bytes.length + Integer.BYTES)
        .put(bytes)
        .putInt(crc(bytes, bytes.length))
        .array();
  }

  private static int flags(CommitRecord record) {
    CommitBody body = record.body();
    return (body.principal().isPresent() ? HAS_PRINCIPAL : 0)
        | (body.namespace().isPresent() ? HAS_NAMESPACE : 0)
        | (body.run().program().isPresent() ? HAS_PROGRAM : 0)
        | (body.upon().isPresent() ? HAS_UPON : 0)
        | (record.envelope().signature().isPresent() ? HAS_SIGNATURE : 0)
        | (record.envelope().uses().isEmpty() ? 0 : HAS_USES)
        | (record.headSignature().isPresent() ? HAS_HEAD_SIGNATURE : 0)
        | (record.programText().isPresent() ? HAS_TEXT : 0);
  }

  private static void writeEnvelope(CommitRecord record, ByteBuilder out) {
    record.envelope().signature().ifPresent(signature -> out.all(signature.bytes()));
    record.headSignature().ifPresent(signature -> out.all(signature.bytes()));
    List<NamespaceUse> uses = record.envelope().uses();
    if (!uses.isEmpty()) {
      out.variable(uses.size());
      uses.forEach(
          use -> out.text(use.namespace().toString()).variable(use.keys()).variable(use.bytes()));
    }
  }

  private static void writeBody(CommitBody body, ByteBuilder out) {
    RunRecord run = body.run();
    body.principal().ifPresent(out::text);
    body.namespace().ifPresent(namespace -> out.text(namespace.toString()));
    run.program().ifPresent(program -> out.all(program.bytes()));
    out.variable(run.parameters().size());
    run.parameters().forEach((name, value) -> writeSalted(value, out.text(name)));
    out.fixed(run.runId().getMostSignificantBits()).fixed(run.runId().getLeastSignificantBits());
    out.variable(body.place()).variable(zigzag(run.nowSeconds()));
    out.variable(run.limits().size());
    run.limits().forEach((name, limit) -> out.text(name).variable(zigzag(limit)));
    out.variable(body.views().size());
    body.views().forEach(view -> out.variable(view.revision()).variable(view.times()));
    body.upon().ifPresent(upon -> out.all(upon.bytes()));
    out.variable(body.changes().size());
    body.changes().forEach(change -> writeChange(change, out));
  }

  private static void writeChange(Change change, ByteBuilder out) {
    String key = change.key().toString();
    switch (change) {
      case Change.Set set -> writeSalted(set.value(), out.one(SET).text(key));
      case Change.Delete ignored -> out.one(DELETE).text(key);
      case Change.Increment increment -> {
        writeSalted(increment.amount(), out.one(INCREMENT).text(key));
        writeSalted(increment.result(), out);
      }
    }
  }

  private static void writeSalted(SaltedValue value, ByteBuilder out) {
    if (value.isErased()) {
      out.variable(ERASED).all(value.digest().bytes());
    } else if (value.isSealed()) {
      byte[] sealed = value.sealed().bytes();
      out.variable(SEALED).all(value.digest().bytes()).variable(sealed.length).all(sealed);
    } else {
      byte[] canonical = value.canonical();
      out.variable(canonical.length + (long) PLAIN).all(value.salt()).all(canonical);
    }
  }

  /**
   * Reads a record and takes its digests again. Whether it continues a chain is for the caller to
   * check.
   *
   * @throws MalformedRecordException naming what is wrong
   */
  public static CommitRecord read(byte[] bytes) throws MalformedRecordException {
    int checked = bytes.length - Integer.BYTES;
    if (checked < 1 || ByteBuffer.wrap(bytes).getInt(checked) != crc(bytes, checked)) {
      throw new MalformedRecordException("its checksum does not fit");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, checked);
    try {
      CommitRecord record = read(in);
      if (in.hasRemaining()) {
        throw new MalformedRecordException("%s bytes follow the commit".formatted(in.remaining()));
      }
      return record;
    } catch (BufferUnderflowException e) {
      throw new MalformedRecordException("it ends too early");
    } catch (IllegalArgumentException | StorageException e) {
      throw new MalformedRecordException(String.valueOf(e.getMessage()));
    }
  }

  private static CommitRecord read(ByteBuffer in) throws MalformedRecordException {
    int form = in.get();
    if (form != FORM) {
      throw new MalformedRecordException(
          "its form is %s; a newer release may have written it".formatted(form));
    }
    long revision = variable(in);
    long timeMillis = variable(in);
    Digest previous = digest(in);
    int flags = in.get();
    Optional<Signature> signature = signature(flags & HAS_SIGNATURE, in);
    Optional<Signature> head = signature(flags & HAS_HEAD_SIGNATURE, in);
    List<NamespaceUse> uses = (flags & HAS_USES) == 0 ? List.of() : uses(in);
    CommitBody body = readBody(flags, in);
    Optional<String> text = (flags & HAS_TEXT) == 0 ? Optional.empty() : Optional.of(text(in));
    Envelope envelope =
        new Envelope(
            revision, timeMillis, previous, CommitRecord.bodyDigest(body), signature, uses);
    return CommitRecord.checked(CommitRecord.seal(envelope, body), head, text);
  }

  private static Optional<Signature> signature(int present, ByteBuffer in) {
    return present == 0 ? Optional.empty() : Optional.of(Signature.of(bytes(in, Signature.BYTES)));
  }

  private static List<NamespaceUse> uses(ByteBuffer in) throws MalformedRecordException {
    List<NamespaceUse> uses = new ArrayList<>();
    for (int left = count(in); left > 0; left--) {
      uses.add(new NamespaceUse(KeyPrefix.parse(text(in)), variable(in), variable(in)));
    }
    return uses;
  }

  private static CommitBody readBody(int flags, ByteBuffer in) throws MalformedRecordException {
    Optional<String> principal =
        (flags & HAS_PRINCIPAL) == 0 ? Optional.empty() : Optional.of(text(in));
    Optional<KeyPrefix> namespace =
        (flags & HAS_NAMESPACE) == 0 ? Optional.empty() : Optional.of(KeyPrefix.parse(text(in)));
    Optional<Digest> program =
        (flags & HAS_PROGRAM) == 0 ? Optional.empty() : Optional.of(digest(in));
    Map<String, SaltedValue> parameters = new LinkedHashMap<>();
    for (int left = count(in); left > 0; left--) {
      parameters.put(text(in), salted(in));
    }
    UUID runId = new UUID(in.getLong(), in.getLong());
    long place = variable(in);
    long nowSeconds = signed(in);
    Map<String, Long> limits = new LinkedHashMap<>();
    for (int left = count(in); left > 0; left--) {
      limits.put(text(in), signed(in));
    }
    List<ReadView> views = new ArrayList<>();
    for (int left = count(in); left > 0; left--) {
      views.add(new ReadView(variable(in), variable(in)));
    }
    RunRecord run = new RunRecord(program, parameters, runId, nowSeconds, limits);
    Optional<Digest> upon = (flags & HAS_UPON) == 0 ? Optional.empty() : Optional.of(digest(in));
    return new CommitBody(principal, namespace, run, place, views, upon, changes(in));
  }

  private static List<Change> changes(ByteBuffer in) throws MalformedRecordException {
    List<Change> changes = new ArrayList<>();
    for (int left = count(in); left > 0; left--) {
      int operation = in.get();
      Key key = Key.parse(text(in));
      if (!changes.isEmpty() && changes.getLast().key().compareTo(key) >= 0) {
        throw new MalformedRecordException("its changes are not ordered by key");
      }
      changes.add(
          switch (operation) {
            case SET -> new Change.Set(key, salted(in));
            case DELETE -> new Change.Delete(key);
            case INCREMENT -> new Change.Increment(key, salted(in), salted(in));
            default -> throw new MalformedRecordException("unknown operation " + operation);
          });
    }
    return changes;
  }

  private static SaltedValue salted(ByteBuffer in) throws MalformedRecordException {
    int length = count(in);
    if (length == ERASED) {
      return SaltedValue.erased(digest(in));
    }
    if (length == SEALED) {
      Digest digest = digest(in);
      return SaltedValue.sealed(digest, new SealedValue(bytes(in, count(in))));
    }
    byte[] salt = bytes(in, SaltedValue.SALT_BYTES);
    byte[] canonical = bytes(in, length - PLAIN);
    return new SaltedValue(salt, CanonicalJsonReader.read(canonical), canonical);
  }

  private static String text(ByteBuffer in) throws MalformedRecordException {
    ByteBuffer utf8 = ByteBuffer.wrap(bytes(in, count(in)));
    try {
      return UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedRecordException("a text is not well-formed UTF-8");
    }
  }

  private static Digest digest(ByteBuffer in) {
    return Digest.of(bytes(in, Digest.BYTES));
  }

  private static byte[] bytes(ByteBuffer in, int count) {
    if (count > in.remaining()) {
      throw new BufferUnderflowException(); // before memory is taken for what cannot be there
    }
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  /** A number of things, of which each takes a byte at least. */
  private static int count(ByteBuffer in) throws MalformedRecordException {
    long count = variable(in);
    if (count < 0 || count > in.remaining() + (long) PLAIN) {
      throw new MalformedRecordException("it names more than it can hold: " + count);
    }
    return (int) count;
  }

  private static long variable(ByteBuffer in) throws MalformedRecordException {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte b = in.get();
      number |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return number;
      }
    }
    throw new MalformedRecordException("a number does not end");
  }

  private static long signed(ByteBuffer in) throws MalformedRecordException {
    long number = variable(in);
    return number >>> 1 ^ -(number & 1);
  }

  private static long zigzag(long number) {
    return number << 1 ^ number >> 63;
  }

  private static int crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  /**
   * What a record seems to be that does not read back.
   *
   * @param revision empty if it makes no sense
   * @param keys those that it seems to change
   */
  public record Traces(OptionalLong revision, List<Key> keys) {}

  /** What can be guessed of a record that does not read back. */
  public static Traces traces(byte[] bytes) {
    OptionalLong revision = OptionalLong.empty();
    List<Key> keys = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      if (in.get() == FORM) {
        long number = variable(in);
        revision = number > 0 ? OptionalLong.of(number) : OptionalLong.empty();
        readTo(in, keys);
      }
    } catch (RuntimeException | MalformedRecordException e) {
      // What was found until here is what can be told.
    }
    return new Traces(revision, List.copyOf(keys));
  }

  private static void readTo(ByteBuffer in, List<Key> keys) throws MalformedRecordException {
    variable(in);
    digest(in);
    int flags = in.get();
    signature(flags & HAS_SIGNATURE, in);
    signature(flags & HAS_HEAD_SIGNATURE, in);
    if ((flags & HAS_USES) != 0) {
      uses(in);
    }
    for (int flag : new int[] {HAS_PRINCIPAL, HAS_NAMESPACE}) {
      if ((flags & flag) != 0) {
        text(in);
      }
    }
    if ((flags & HAS_PROGRAM) != 0) {
      digest(in);
    }
    for (int left = count(in); left > 0; left--) {
      text(in);
      skipSalted(in);
    }
    bytes(in, 2 * Long.BYTES);
    variable(in);
    variable(in);
    for (int left = count(in); left > 0; left--) {
      text(in);
      variable(in);
    }
    for (int left = count(in); left > 0; left--) {
      variable(in);
      variable(in);
    }
    if ((flags & HAS_UPON) != 0) {
      digest(in);
    }
    for (int left = count(in); left > 0; left--) {
      int operation = in.get();
      keys.add(Key.parse(text(in)));
      int values = operation == DELETE ? 0 : operation == INCREMENT ? 2 : 1;
      for (; values > 0; values--) {
        skipSalted(in);
      }
    }
  }

  private static void skipSalted(ByteBuffer in) throws MalformedRecordException {
    int length = count(in);
    switch (length) {
      case ERASED -> digest(in);
      case SEALED -> {
        digest(in);
        bytes(in, count(in));
      }
      default -> bytes(in, SaltedValue.SALT_BYTES + length - PLAIN);
    }
  }
}
