package coop.covm.storage.copy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import coop.covm.storage.log.Digest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an unfinished copy says of itself.
 *
 * @param origin what it is a copy of
 * @param asOf the revision as of which its commits were copied, where they come from a store; 0
 *     where they come from a backup
 */
record CopyMark(Digest origin, long asOf) {
  private static final Pattern TEXT = Pattern.compile("covm copy/1 ([0-9a-f]{64}) ([0-9]{1,18})\n");

  byte[] bytes() {
    return "covm copy/1 %s %s\n".formatted(origin, asOf).getBytes(US_ASCII);
  }

  /** Reads what {@link #bytes} gives; empty if it is something else. */
  static Optional<CopyMark> parse(byte[] bytes) {
    Matcher text = TEXT.matcher(new String(bytes, US_ASCII));
    return text.matches()
        ? Optional.of(new CopyMark(Digest.parse(text.group(1)), Long.parseLong(text.group(2))))
        : Optional.empty();
  }
}
