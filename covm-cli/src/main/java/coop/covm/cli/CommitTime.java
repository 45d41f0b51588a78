package coop.covm.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How the time of a commit is shown: UTC, to the millisecond. */
final class CommitTime {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private CommitTime() {}

  static String text(long timeMillis) {
    return FORM.format(Instant.ofEpochMilli(timeMillis));
  }
}
