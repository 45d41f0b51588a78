package coop.covm.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people and programs read them: UTC, with milliseconds. */
final class ShownTime {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private ShownTime() {}

  static String of(long timeMillis) {
    return FORM.format(Instant.ofEpochMilli(timeMillis));
  }
}
