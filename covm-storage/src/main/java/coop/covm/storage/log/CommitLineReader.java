package coop.covm.storage.log;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.StorageException;
import coop.covm.storage.identity.Signature;
import coop.covm.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;

/**
 * Reads one line of the form that {@link CommitJson} documents. The values stand at the end of the
 * line, so the digests of the body are kept until the values that they name have been read.
 */
final class CommitLineReader {
  private final CanonicalJsonReader in;

  /** The digests that the values at the end must have, in order. */
  private final Queue<Digest> expected = new ArrayDeque<>();

  /** Whether the list of values is empty, whatever the body names. */
  private final boolean withoutValues;

  CommitLineReader(CanonicalJsonReader in) {
    this(in, false);
  }

  private CommitLineReader(CanonicalJsonReader in, boolean withoutValues) {
    this.in = in;
    this.withoutValues = withoutValues;
  }

  /** Reads a line whose list of values is empty; all of them count as erased. */
  static CommitLineReader withoutValues(CanonicalJsonReader in) {
    return new CommitLineReader(in, true);
  }

  CommitRecord read() throws MalformedRecordException {
    in.expect("{\"envelope\":{\"covm\":");
    format(CommitText.ENVELOPE);
    in.expect(",\"revision\":");
    long revision = atLeast(1);
    in.expect(",\"time\":");
    long timeMillis = atLeast(0);
    in.expect(",\"previous\":");
    Digest previous = digest();
    in.expect(",\"body\":");
    Digest bodyDigest = digest();
    in.expect(",\"signature\":");
    Optional<Signature> signature = signature();
    in.expect(",\"results\":[");
    Queue<Digest> results = new ArrayDeque<>();
    if (!in.accept("]")) {
      do {
        results.add(digest());
      } while (in.accept(","));
      in.expect("]");
    }
    in.expect(",\"uses\":[");
    Envelope envelope = new Envelope(revision, timeMillis, previous, bodyDigest, signature, uses());
    in.expect("},\"digest\":");
    Digest digest = digest();
    in.expect(",\"head\":");
    Optional<Signature> head = head();
    in.expect(",\"body\":");
    CommitRecord record = CommitRecord.seal(envelope, bodyAndValues(results));
    if (!CommitRecord.bodyDigest(record.body()).equals(bodyDigest)) {
      throw new MalformedRecordException("the digest of the body does not fit: " + bodyDigest);
    }
    if (!record.digest().equals(digest)) {
      throw new MalformedRecordException("the digest of the envelope does not fit: " + digest);
    }
    in.expect(",\"text\":");
    Optional<String> text = stringOrNull();
    in.expect("}");
    in.end();
    return CommitRecord.checked(record, head, text);
  }

  private List<NamespaceUse> uses() throws MalformedRecordException {
    List<NamespaceUse> uses = new ArrayList<>();
    if (in.accept("]")) {
      return uses;
    }
    do {
      in.expect("[");
      KeyPrefix namespace = namespace(Optional.of(in.string())).orElseThrow();
      in.expect(",");
      long keys = atLeast(0);
      in.expect(",");
      uses.add(new NamespaceUse(namespace, keys, atLeast(0)));
      in.expect("]");
    } while (in.accept(","));
    in.expect("]");
    return uses;
  }

  /** What stands for the store's signature. */
  Optional<Signature> head() throws MalformedRecordException {
    if (in.accept("null")) {
      return Optional.empty();
    }
    in.expect("{\"signature\":");
    Optional<Signature> signature = signature();
    in.expect(",\"digest\":");
    if (signature.isEmpty() || !Digest.sha256(signature.get().bytes()).equals(digest())) {
      throw in.malformed("the store's signature before this does not fit its digest");
    }
    in.expect("}");
    return signature;
  }

  private Optional<Signature> signature() throws MalformedRecordException {
    Optional<String> text = stringOrNull();
    try {
      return text.map(Signature::parse);
    } catch (IllegalArgumentException e) {
      throw in.malformed("expected a signature before this");
    }
  }

  private CommitBody bodyAndValues(Queue<Digest> results) throws MalformedRecordException {
    in.expect("{\"covm\":");
    format(CommitText.BODY);
    in.expect(",\"principal\":");
    Optional<String> principal = stringOrNull();
    in.expect(",\"namespace\":");
    Optional<KeyPrefix> namespace = namespace(stringOrNull());
    in.expect(",\"program\":");
    Optional<Digest> program = in.accept("null") ? Optional.empty() : Optional.of(digest());
    in.expect(",\"parameters\":{");
    List<String> parameterNames = parameterNames();
    in.expect(",\"run\":");
    UUID runId = uuid();
    in.expect(",\"place\":");
    long place = atLeast(1);
    in.expect(",\"now\":");
    long nowSeconds = in.integer();
    in.expect(",\"limits\":{");
    Map<String, Long> limits = limits();
    in.expect(",\"views\":[");
    List<ReadView> views = views();
    in.expect(",\"upon\":");
    Optional<Digest> upon = in.accept("null") ? Optional.empty() : Optional.of(digest());
    in.expect(",\"changes\":[");
    List<UnreadChange> unread = changes(results);
    in.expect("},\"values\":[");
    Map<String, SaltedValue> parameters = new LinkedHashMap<>();
    String separator = "";
    for (String name : parameterNames) {
      parameters.put(name, value(separator));
      separator = ",";
    }
    List<Change> changes = new ArrayList<>();
    for (UnreadChange change : unread) {
      changes.add(
          switch (change.operation) {
            case SET -> new Change.Set(change.key, value(separator));
            case DELETE -> new Change.Delete(change.key);
            case INCREMENT -> new Change.Increment(change.key, value(separator), value(","));
          });
      separator = change.operation == Operation.DELETE ? separator : ",";
    }
    in.expect("]");
    RunRecord run = new RunRecord(program, parameters, runId, nowSeconds, limits);
    return new CommitBody(principal, namespace, run, place, views, upon, changes);
  }

  private void format(String known) throws MalformedRecordException {
    String format = in.string();
    if (!format.equals(known)) {
      throw in.malformed(
          "the format is not %s; a newer release may have written it".formatted(known));
    }
  }

  private List<String> parameterNames() throws MalformedRecordException {
    List<String> names = new ArrayList<>();
    if (!in.accept("}")) {
      do {
        names.add(in.string());
        in.expect(":");
        expected.add(digest());
      } while (in.accept(","));
      in.expect("}");
    }
    return names;
  }

  private Map<String, Long> limits() throws MalformedRecordException {
    Map<String, Long> limits = new LinkedHashMap<>();
    if (!in.accept("}")) {
      do {
        String name = in.string();
        in.expect(":");
        limits.put(name, in.integer());
      } while (in.accept(","));
      in.expect("}");
    }
    return limits;
  }

  private List<ReadView> views() throws MalformedRecordException {
    List<ReadView> views = new ArrayList<>();
    do {
      in.expect("[");
      long revision = atLeast(0);
      in.expect(",");
      views.add(new ReadView(revision, atLeast(1)));
      in.expect("]");
    } while (in.accept(","));
    in.expect("]");
    return views;
  }

  private List<UnreadChange> changes(Queue<Digest> results) throws MalformedRecordException {
    List<UnreadChange> changes = new ArrayList<>();
    do {
      UnreadChange change = change(results);
      if (!changes.isEmpty() && changes.getLast().key.compareTo(change.key) >= 0) {
        throw in.malformed("the changes before this are not ordered by key");
      }
      changes.add(change);
    } while (in.accept(","));
    in.expect("]");
    if (!results.isEmpty()) {
      throw in.malformed("the envelope has more results than the body has increments");
    }
    return changes;
  }

  private UnreadChange change(Queue<Digest> results) throws MalformedRecordException {
    Operation operation = operation();
    Key key = key();
    if (operation != Operation.DELETE) {
      in.expect(",");
      expected.add(digest());
    }
    if (operation == Operation.INCREMENT) {
      Digest result = results.poll();
      if (result == null) {
        throw in.malformed("the envelope has no result for the increment before this");
      }
      expected.add(result);
    }
    in.expect("]");
    return new UnreadChange(operation, key);
  }

  private Operation operation() throws MalformedRecordException {
    if (in.accept("[\"set\",")) {
      return Operation.SET;
    }
    if (in.accept("[\"increment\",")) {
      return Operation.INCREMENT;
    }
    in.expect("[\"delete\",");
    return Operation.DELETE;
  }

  private SaltedValue value(String separator) throws MalformedRecordException {
    if (withoutValues) {
      return SaltedValue.erased(expected.remove());
    }
    in.expect(separator);
    if (in.accept("null")) {
      return SaltedValue.erased(expected.remove());
    }
    if (in.accept("{\"sealed\":")) {
      SealedValue sealed = sealed(in.string());
      in.expect("}");
      return SaltedValue.sealed(expected.remove(), sealed);
    }
    in.expect("{\"salt\":");
    byte[] salt = salt(in.string());
    in.expect(",\"value\":");
    Value value = in.value();
    in.expect("}");
    SaltedValue salted = new SaltedValue(salt, value);
    if (!salted.digest().equals(expected.remove())) {
      throw in.malformed("the value before this does not fit its digest");
    }
    return salted;
  }

  private SealedValue sealed(String base64) throws MalformedRecordException {
    try {
      return new SealedValue(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw in.malformed("expected a sealed value before this");
    }
  }

  private byte[] salt(String hex) throws MalformedRecordException {
    if (!hex.matches("[0-9a-f]{%s}".formatted(2 * SaltedValue.SALT_BYTES))) {
      throw in.malformed("expected a salt before this");
    }
    return HexFormat.of().parseHex(hex);
  }

  private Digest digest() throws MalformedRecordException {
    String hex = in.string();
    try {
      return Digest.parse(hex);
    } catch (IllegalArgumentException e) {
      throw in.malformed("expected a digest before this");
    }
  }

  private UUID uuid() throws MalformedRecordException {
    String text = in.string();
    if (!text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
      throw in.malformed("expected a UUID before this");
    }
    return UUID.fromString(text);
  }

  private long atLeast(long least) throws MalformedRecordException {
    long value = in.integer();
    if (value < least) {
      throw in.malformed("the integer before this is less than " + least);
    }
    return value;
  }

  private Optional<String> stringOrNull() throws MalformedRecordException {
    return in.accept("null") ? Optional.empty() : Optional.of(in.string());
  }

  private Optional<KeyPrefix> namespace(Optional<String> text) throws MalformedRecordException {
    try {
      return text.map(KeyPrefix::parse);
    } catch (StorageException e) {
      throw in.malformed(e.getMessage());
    }
  }

  private Key key() throws MalformedRecordException {
    try {
      return Key.parse(in.string());
    } catch (StorageException e) {
      throw in.malformed(e.getMessage());
    }
  }

  private enum Operation {
    SET,
    DELETE,
    INCREMENT
  }

  /** A change whose values stand further behind in the line. */
  private record UnreadChange(Operation operation, Key key) {}
}
