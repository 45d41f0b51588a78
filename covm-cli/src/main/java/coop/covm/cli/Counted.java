package coop.covm.cli;

import java.util.Locale;

/** How numbers of things are written. */
final class Counted {
  private Counted() {}

  /** With a comma between each three digits. */
  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** With what is counted, such as {@code 1 value} and {@code 1,024 values}. */
  static String of(long count, String what) {
    return "%s %s%s".formatted(grouped(count), what, count == 1 ? "" : "s");
  }
}
