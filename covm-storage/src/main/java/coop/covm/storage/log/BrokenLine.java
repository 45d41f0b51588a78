package coop.covm.storage.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.storage.Key;
import coop.covm.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of a line that is no sound commit any more, as {@link CommitJson} wrote it. Believes
 * nothing that no digest proves: envelope and body must have theirs, and so must every value. Only
 * erased and encrypted values, which nothing proves, are taken by their place, and only where all
 * places are certain.
 */
public final class BrokenLine {
  /** What every line begins with. */
  public static final String BEGINNING = "{\"envelope\":{\"covm\":\"commit/";

  private static final int ENVELOPE_AT = "{\"envelope\":".length();
  private static final String DIGEST = "},\"digest\":\"";
  private static final int HEX = 2 * Digest.BYTES;
  private static final String BODY = ",\"body\":{\"covm\":\"";
  private static final int BODY_AT = ",\"body\":".length();
  private static final String HEAD = ",\"head\":";
  private static final String VALUES = "},\"values\":[";
  private static final String TEXT = "],\"text\":";
  private static final String NO_TEXT = "null}";
  private static final int MOST_KEYS = 1_000;
  private static final Pattern REVISION = Pattern.compile("\"revision\":([0-9]{1,18}),");
  private static final Pattern CHANGE =
      Pattern.compile("\\[\"(?:set|increment|delete)\",\"([^\"\\\\]+)\"");

  /** A character a byte, so that places in it are places in the bytes. */
  private final String text;

  private final byte[] bytes;

  /**
   * @param bytes from where the line begins, without what says how it belongs to its group
   */
  public BrokenLine(byte[] bytes) {
    this.bytes = bytes;
    this.text = new String(bytes, ISO_8859_1);
  }

  /** The commit that stands there, as far as it is proved; empty if its digests do not fit. */
  public Optional<SalvagedCommit> commit() {
    int envelopeEnd = text.indexOf(DIGEST) + 1;
    int bodyStart = text.indexOf(BODY, Math.max(0, envelopeEnd)) + BODY_AT;
    int bodyEnd = text.indexOf(VALUES, bodyStart) + 1;
    if (!text.startsWith(BEGINNING)
        || envelopeEnd < 1
        || bodyStart < BODY_AT
        || bodyEnd < 1
        || envelopeEnd + DIGEST.length() + HEX > bytes.length) {
      return Optional.empty();
    }
    String digest =
        text.substring(envelopeEnd + DIGEST.length() - 1, envelopeEnd + DIGEST.length() - 1 + HEX);
    Optional<CommitRecord> bare =
        bare(text.substring(ENVELOPE_AT, envelopeEnd), digest, text.substring(bodyStart, bodyEnd));
    return bare.map(record -> restored(record, envelopeEnd, bodyStart, bodyEnd));
  }

  /** The commit with all values erased, if the digests of envelope and body fit. */
  private static Optional<CommitRecord> bare(String envelope, String digest, String body) {
    String line =
        "{\"envelope\":%s,\"digest\":\"%s\",\"head\":null,\"body\":%s,\"values\":[],\"text\":null}"
            .formatted(envelope, digest, body);
    try {
      byte[] utf8 = line.getBytes(ISO_8859_1);
      CommitRecord record = CommitLineReader.withoutValues(CanonicalJsonReader.of(utf8)).read();
      return Optional.of(record);
    } catch (MalformedRecordException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private SalvagedCommit restored(CommitRecord bare, int envelopeEnd, int bodyStart, int bodyEnd) {
    List<LostPart> lost = new ArrayList<>();
    int valuesStart = bodyEnd + VALUES.length() - 1;
    int textStart = text.lastIndexOf(TEXT);
    int valuesEnd = textStart < valuesStart ? bytes.length : textStart;
    BrokenValues values = new BrokenValues(bytes, valuesStart, valuesEnd, textStart == valuesEnd);
    CommitRecord record = values.restore(bare, lost);
    Optional<String> program = program(record, valuesEnd, lost);
    if (program.isPresent()) {
      record = record.withProgram(program.get());
    }
    int headStart = envelopeEnd + DIGEST.length() - 1 + HEX + 1;
    int headEnd = bodyStart - BODY_AT;
    record = withHead(record, text.substring(Math.min(headStart, headEnd), headEnd), lost);
    if (lost.isEmpty()) {
      lost.add(new LostPart(LostPart.Kind.FORM, "", Optional.empty()));
    }
    return new SalvagedCommit(record, lost);
  }

  private Optional<String> program(CommitRecord record, int from, List<LostPart> lost) {
    Optional<Digest> wanted = record.body().run().program();
    int start = from + TEXT.length();
    if (wanted.isEmpty()
        || (start <= bytes.length
            && text.startsWith(NO_TEXT, start)
            && start + NO_TEXT.length() == bytes.length)) {
      return Optional.empty();
    }
    Optional<String> found = start <= bytes.length ? string(start) : Optional.empty();
    if (found.map(RunRecord::programDigest).equals(wanted)) {
      return found;
    }
    lost.add(new LostPart(LostPart.Kind.TEXT, "", wanted));
    return Optional.empty();
  }

  /** The string that stands at a place. */
  private Optional<String> string(int start) {
    try {
      byte[] rest = text.substring(start).getBytes(ISO_8859_1);
      return Optional.of(CanonicalJsonReader.of(rest).string());
    } catch (MalformedRecordException e) {
      return Optional.empty();
    }
  }

  /**
   * @param head what stands between the digest and the body
   */
  private static CommitRecord withHead(CommitRecord record, String head, List<LostPart> lost) {
    if (head.equals(HEAD + "null")) {
      return record;
    }
    try {
      byte[] line = head.getBytes(ISO_8859_1);
      CanonicalJsonReader in = CanonicalJsonReader.of(line);
      in.expect(HEAD);
      CommitRecord signed = record.withHeadSignature(new CommitLineReader(in).head().orElseThrow());
      in.end();
      return signed;
    } catch (MalformedRecordException e) {
      lost.add(new LostPart(LostPart.Kind.HEAD_SIGNATURE, "", Optional.empty()));
      return record;
    }
  }

  /** The revision that it seems to be. */
  public OptionalLong revision() {
    Matcher found = REVISION.matcher(text);
    return found.find() && found.start() < 100
        ? OptionalLong.of(Long.parseLong(found.group(1)))
        : OptionalLong.empty();
  }

  /** The keys that it seems to change, the first {@value #MOST_KEYS}. */
  public List<Key> keys() {
    int end = text.indexOf(VALUES);
    Matcher found = CHANGE.matcher(new String(bytes, 0, end < 0 ? bytes.length : end, UTF_8));
    List<Key> keys = new ArrayList<>();
    while (keys.size() < MOST_KEYS && found.find()) {
      try {
        keys.add(Key.parse(found.group(1)));
      } catch (StorageException e) {
        // damaged too
      }
    }
    return keys;
  }
}
