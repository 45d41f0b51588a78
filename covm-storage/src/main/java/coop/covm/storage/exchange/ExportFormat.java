package coop.covm.storage.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.log.CanonicalJson;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import coop.covm.value.StringValue;
import java.util.Arrays;
import java.util.Optional;

/**
 * The lines of an export, each canonical JSON with exactly these members in this order, ended by a
 * line feed:
 *
 * <pre>{@code
 * {"covm":"export/1","revision":N,"time":N,"head":DIGEST,"prefix":S|null}
 * {"key":S,"value":VALUE}
 * {"covm":"export-end","keys":N,"sha256":DIGEST}
 * }</pre>
 *
 * <p>Between the first line and the last stands one for each key below the prefix that has a value,
 * ordered by the UTF-8 bytes of the keys. {@code sha256} is that of all bytes before the last line.
 */
final class ExportFormat {
  /** How many bytes a line has at most, its end not counted. */
  static final int LINE_BYTES = 32 << 20;

  static final int VERSION = 1;

  static final String HEADER = "{\"covm\":\"export/";

  /** What begins values of a damaged store that nothing proves; all else is as in an export. */
  static final String UNPROVEN_HEADER = "{\"covm\":\"salvage/";

  static final String REVISION = "\",\"revision\":";
  static final String TIME = ",\"time\":";
  static final String HEAD = ",\"head\":\"";
  static final String PREFIX = "\",\"prefix\":";
  static final String KEY = "{\"key\":";
  static final String VALUE = ",\"value\":";
  static final String FOOTER = "{\"covm\":\"export-end\",\"keys\":";
  static final String SHA_256 = ",\"sha256\":\"";

  private ExportFormat() {}

  static byte[] header(Head head, Optional<KeyPrefix> prefix) {
    return header(HEADER, head, prefix);
  }

  static byte[] unprovenHeader(Head after) {
    return header(UNPROVEN_HEADER, after, Optional.empty());
  }

  /** Whether bytes begin with a text of ASCII. */
  static boolean begins(byte[] bytes, String text) {
    byte[] begin = text.getBytes(UTF_8);
    return bytes.length >= begin.length
        && Arrays.equals(bytes, 0, begin.length, begin, 0, begin.length);
  }

  private static byte[] header(String kind, Head head, Optional<KeyPrefix> prefix) {
    return line(
        kind
            + VERSION
            + REVISION
            + head.revision()
            + TIME
            + head.timeMillis()
            + HEAD
            + head.digest()
            + PREFIX
            + prefix.map(below -> string(below.toString())).orElse("null")
            + "}");
  }

  /**
   * @param value canonical JSON
   */
  static byte[] entry(Key key, byte[] value) {
    byte[] before = (KEY + string(key.toString()) + VALUE).getBytes(UTF_8);
    byte[] line = Arrays.copyOf(before, before.length + value.length + 2);
    System.arraycopy(value, 0, line, before.length, value.length);
    line[line.length - 2] = '}';
    line[line.length - 1] = '\n';
    return line;
  }

  static byte[] footer(long keys, Digest digest) {
    return line(FOOTER + keys + SHA_256 + digest + "\"}");
  }

  private static String string(String text) {
    return CanonicalJson.text(StringValue.of(text));
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(UTF_8);
  }
}
