package coop.covm.golden;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error or warning as a golden program states it: {@code line 3: E0304 DivisionByZero: message}.
 * Left out are the line when it is the line of the comment, and the title and the message when they
 * do not matter; {@code any line} stands for errors whose place is a matter of time.
 */
record Fault(String line, String code, Optional<String> title, Optional<String> message) {
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?:(line \\d+|any line): )?(E\\d{4})(?: (\\w+))?(?:: (.+))?", Pattern.DOTALL);
  private static final String ANY_LINE = "any line";

  /** The normal form of what is written behind {@code expect error} on a line. */
  static String normalised(String written, int line) {
    Matcher matcher = WRITTEN.matcher(written);
    if (!matcher.matches()) {
      throw new MalformedGoldenException(
          line, "expected CODE, or CODE Title, or CODE Title: message, not '" + written + "'");
    }
    return matcher.group(1) == null ? "line %d: %s".formatted(line, written) : written;
  }

  static Fault parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no fault: " + text);
    }
    return new Fault(
        Optional.ofNullable(matcher.group(1)).orElse(ANY_LINE),
        matcher.group(2),
        Optional.ofNullable(matcher.group(3)),
        Optional.ofNullable(matcher.group(4)));
  }

  /** Whether what happened is what this expects; an expected message is a part of the real one. */
  boolean fits(Fault happened) {
    return (line.equals(ANY_LINE) || line.equals(happened.line))
        && code.equals(happened.code)
        && (title.isEmpty() || title.equals(happened.title))
        && (message.isEmpty() || happened.message.orElse("").contains(message.get()));
  }
}
