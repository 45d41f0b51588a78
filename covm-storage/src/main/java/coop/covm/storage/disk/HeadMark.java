package coop.covm.storage.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * {@code head.json}: a revision that has been acknowledged, and its digest. A journal cannot show
 * by itself that it once was longer; beside this mark it can, so that a lost end is reported and a
 * repair never cuts off what somebody was told is safe.
 *
 * <p>128 bytes, overwritten in place: one JSON object, filled up with spaces, and a line end.
 * {@code check} is the CRC-32C of the bytes before {@code ,"check"}, in hexadecimal.
 *
 * <pre>{@code
 * {"revision":12,"digest":"…","check":"e3069283"}
 * }</pre>
 *
 * <p>It is written after the journal has been forced, and not forced itself: after a power loss it
 * may be older than the journal's end, never newer. A mark that makes no sense is reported as a
 * warning and not relied on.
 */
public record HeadMark(long revision, Digest digest) {
  public static final int BYTES = 128;

  private static final Pattern TEXT =
      Pattern.compile(
          "(\\{\"revision\":([0-9]{1,19}),\"digest\":\"([0-9a-f]{64})\"),\"check\":\"([0-9a-f]{8})\"} *\n");

  public static HeadMark of(Head head) {
    return new HeadMark(head.revision(), head.digest());
  }

  public byte[] bytes() {
    String checked = "{\"revision\":%s,\"digest\":\"%s\"".formatted(revision, digest);
    String text = "%s,\"check\":\"%s\"}".formatted(checked, check(checked));
    return (text + " ".repeat(BYTES - 1 - text.length()) + "\n").getBytes(UTF_8);
  }

  /** The mark, or empty if the bytes are none. */
  public static Optional<HeadMark> parse(byte[] bytes) {
    Matcher matcher = TEXT.matcher(new String(bytes, UTF_8));
    if (bytes.length != BYTES
        || !matcher.matches()
        || !check(matcher.group(1)).equals(matcher.group(4))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new HeadMark(Long.parseLong(matcher.group(2)), Digest.parse(matcher.group(3))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String check(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(UTF_8));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }
}
