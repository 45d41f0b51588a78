package coop.covm.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import coop.covm.storage.identity.Signature;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A head that somebody writes down, to prove later that the store still has the history of then.
 * Its text is one line: what the store signs of a head, a space, and the signature in Base64, or
 * {@code -} if the store is not secured.
 *
 * @param head its time counts for nothing
 */
public record HeadStatement(Head head, Optional<Signature> signature) {
  private static final Pattern LINE =
      Pattern.compile("covm head/1 ([1-9][0-9]{0,17}) ([0-9a-f]{64}) (-|[A-Za-z0-9+/]{86}==)\\s*");

  /** The line, without a line end. */
  public String text() {
    return new String(head.statement(), US_ASCII)
        + " "
        + signature.map(Signature::toString).orElse("-");
  }

  /**
   * Reads the line.
   *
   * @throws IllegalArgumentException saying what it should be
   */
  public static HeadStatement parse(String text) {
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      throw new IllegalArgumentException(
          "it is no head such as covm audit head prints: covm head/1 REVISION DIGEST SIGNATURE");
    }
    Head head = new Head(Long.parseLong(line.group(1)), 0, Digest.parse(line.group(2)));
    Optional<Signature> signature =
        line.group(3).equals("-") ? Optional.empty() : Optional.of(Signature.parse(line.group(3)));
    return new HeadStatement(head, signature);
  }
}
