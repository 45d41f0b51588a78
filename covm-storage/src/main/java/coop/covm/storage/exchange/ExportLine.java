package coop.covm.storage.exchange;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.StorageException;
import coop.covm.storage.log.CanonicalJsonReader;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.MalformedRecordException;
import coop.covm.value.Value;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One line of an export, read strictly; what is wrong is told with its column. */
final class ExportLine {
  private static final int SHOWN_CHARACTERS = 40;

  private final byte[] bytes;
  private final String file;
  private final long number;

  /**
   * @param bytes with the line feed
   * @param number from 1
   */
  ExportLine(byte[] bytes, String file, long number) {
    this.bytes = bytes;
    this.file = file;
    this.number = number;
  }

  /** The first line: what was exported. */
  record Header(long revision, long timeMillis, Digest head, Optional<KeyPrefix> prefix) {}

  /** A line between: a key with its value. */
  record Entry(Key key, Value value) {}

  /** The last line. */
  record Footer(long keys, Digest sha256) {}

  /** Reads a part of a line. */
  private interface Part<T> {
    T read(CanonicalJsonReader in) throws MalformedRecordException;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean startsWith(String ascii) {
    if (bytes.length < ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  Header header() {
    return read(in -> {
      if (!in.accept(ExportFormat.UNPROVEN_HEADER)) {
        in.expect(ExportFormat.HEADER);
      }
      in.expect(ExportFormat.VERSION + ExportFormat.REVISION);
      long revision = in.integer();
      in.expect(ExportFormat.TIME);
      long timeMillis = in.integer();
      in.expect(ExportFormat.HEAD.substring(0, ExportFormat.HEAD.length() - 1));
      Digest head = digest(in);
      in.expect(ExportFormat.PREFIX.substring(1));
      Optional<KeyPrefix> prefix =
          in.accept("null") ? Optional.empty() : Optional.of(prefix(in.string()));
      in.expect("}\n");
      in.end();
      return new Header(revision, timeMillis, head, prefix);
    });
  }

  Entry entry() {
    return read(in -> {
      in.expect(ExportFormat.KEY);
      Key key = key(in.string());
      in.expect(ExportFormat.VALUE);
      Value value = in.value();
      in.expect("}\n");
      in.end();
      return new Entry(key, value);
    });
  }

  Footer footer() {
    return read(in -> {
      in.expect(ExportFormat.FOOTER);
      long keys = in.integer();
      in.expect(ExportFormat.SHA_256.substring(0, ExportFormat.SHA_256.length() - 1));
      Digest sha256 = digest(in);
      in.expect("}\n");
      in.end();
      return new Footer(keys, sha256);
    });
  }

  private static Digest digest(CanonicalJsonReader in) throws MalformedRecordException {
    String hex = in.string();
    try {
      return Digest.parse(hex);
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("a digest has 64 lower-case hex digits");
    }
  }

  /** The column of a key is that of its first character. */
  private Key key(String text) {
    try {
      return Key.parse(text);
    } catch (StorageException e) {
      throw invalid(ExportFormat.KEY.length() + 2, String.valueOf(e.getMessage()));
    }
  }

  private KeyPrefix prefix(String text) {
    try {
      return KeyPrefix.parse(text);
    } catch (StorageException e) {
      throw invalid(0, String.valueOf(e.getMessage()));
    }
  }

  private <T> T read(Part<T> part) {
    if (bytes[bytes.length - 1] != '\n') {
      throw new ExchangeException(
          ExchangeError.EXPORT_DAMAGED,
          place(0),
          "the last line has no end: the file was cut off; export it again");
    }
    try {
      return part.read(CanonicalJsonReader.of(bytes));
    } catch (MalformedRecordException e) {
      if (e.position().isEmpty()) {
        throw isUtf8() ? invalid(0, e.reason()) : notUtf8();
      }
      throw malformed(e.position().getAsInt(), e.reason());
    }
  }

  private ExchangeException malformed(int position, String reason) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String rest = text.substring(position).replace("\n", "");
    String hint =
        rest.endsWith("\r")
            ? "; the line ends with a carriage return, so something has converted the file"
            : "";
    return invalid(
        text.codePointCount(0, position) + 1, reason.strip() + ", at " + shown(rest) + hint);
  }

  private static String shown(String rest) {
    if (rest.isEmpty()) {
      return "the end of the line";
    }
    int end = Math.min(rest.length(), SHOWN_CHARACTERS);
    return rest.substring(0, end).replaceAll("[^\\x20-\\x7E]", "?")
        + (end < rest.length() ? "…" : "");
  }

  private boolean isUtf8() {
    return wellFormedCharacters() < 0;
  }

  private ExchangeException notUtf8() {
    return invalid(wellFormedCharacters() + 1, "a byte here is no well-formed UTF-8");
  }

  /** How many characters stand before the first byte that is not UTF-8; -1 if all is. */
  private int wellFormedCharacters() {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(bytes.length);
    boolean malformed = decoder.decode(ByteBuffer.wrap(bytes), text, true).isError();
    return malformed ? Character.codePointCount(text.array(), 0, text.position()) : -1;
  }

  /**
   * @param column from 1; 0 for the line as a whole
   */
  ExchangeException invalid(int column, String message) {
    return new ExchangeException(ExchangeError.INVALID_ENTRY, place(column), message);
  }

  /** What is wrong with the key of this entry. */
  ExchangeException invalidKey(String message) {
    return invalid(ExportFormat.KEY.length() + 2, message);
  }

  Place place(int column) {
    return new Place(file, number, column);
  }
}
