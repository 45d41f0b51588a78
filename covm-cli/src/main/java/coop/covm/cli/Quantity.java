package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the counts, sizes and durations that options take. */
final class Quantity {
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,19}");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,19})([kmgt]?)(?:i?b)?");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,19})(ms|s|m|h)");

  private Quantity() {}

  /**
   * A whole number from 0 to the largest allowed.
   *
   * @throws CommandException {@code Usage}
   */
  static long count(String option, String text, long max) {
    if (COUNT.matcher(text).matches()) {
      long count = scaled(option, text, text, 1);
      if (count > max) {
        throw CommandException.usage("%s is at most %,d, not %s".formatted(option, max, text));
      }
      return count;
    }
    throw wrong(option, text, "a whole number such as 1000000");
  }

  /**
   * A number of bytes; {@code K}, {@code M}, {@code G} and {@code T} are powers of 1024.
   *
   * @throws CommandException {@code Usage}
   */
  static long bytes(String option, String text) {
    Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      throw wrong(option, text, "a size such as 4096, 64K, 16M or 1G");
    }
    long unit =
        switch (size.group(2)) {
          case "k" -> 1L << 10;
          case "m" -> 1L << 20;
          case "g" -> 1L << 30;
          case "t" -> 1L << 40;
          default -> 1L;
        };
    return scaled(option, text, size.group(1), unit);
  }

  /**
   * A length of time with its unit.
   *
   * @throws CommandException {@code Usage}
   */
  static Duration duration(String option, String text) {
    Matcher duration = DURATION.matcher(text.toLowerCase(Locale.ROOT));
    if (!duration.matches()) {
      throw wrong(option, text, "a duration such as 500ms, 5s, 2m or 1h");
    }
    long unitMillis =
        switch (duration.group(2)) {
          case "ms" -> 1L;
          case "s" -> 1_000L;
          case "m" -> 60_000L;
          default -> 3_600_000L;
        };
    return Duration.ofMillis(scaled(option, text, duration.group(1), unitMillis));
  }

  private static long scaled(String option, String text, String digits, long unit) {
    try {
      return Math.multiplyExact(Long.parseLong(digits), unit);
    } catch (NumberFormatException | ArithmeticException tooLarge) {
      throw CommandException.usage("%s cannot be as large as %s".formatted(option, text));
    }
  }

  private static CommandException wrong(String option, String text, String expected) {
    return CommandException.usage("%s takes %s, not '%s'".formatted(option, expected, text));
  }
}
