package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.storage.Caller;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.copy.RestorePoint;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/**
 * A point in a history: a revision such as 3, or a time such as 2026-03-01T12:00:00Z.
 *
 * @param option the option that it was given with, for messages
 */
record When(String option, String text) {
  /**
   * @throws CommandException {@code Usage} if the text is neither
   */
  When {
    if (isRevision(text)) {
      Quantity.count(option, text, Long.MAX_VALUE);
    } else {
      timeMillis(option, text);
    }
  }

  /** What an option says; empty if it is not given, or without a text. */
  static Optional<When> given(ParseResult arguments, String option) {
    return Usage.givenText(arguments, option).map(text -> new When(option, text));
  }

  /**
   * A store as of a point in its history, the newest if none is given; close it after use.
   *
   * @throws coop.covm.storage.StorageException as {@link Store#viewAt}
   */
  static StoreView view(Store store, Caller caller, Optional<When> when) {
    if (when.isEmpty()) {
      return store.view(caller);
    }
    try (StoreView newest = store.view(caller)) {
      return store.viewAt(caller, when.get().revision(newest));
    }
  }

  /** The revision; of a time, that of the newest commit up to it, 0 if there is none. */
  long revision(StoreView newest) {
    return isRevision(text)
        ? Quantity.count(option, text, Long.MAX_VALUE)
        : newest.revisionAt(timeMillis(option, text));
  }

  /** The same point in a backup. */
  RestorePoint point() {
    return isRevision(text)
        ? new RestorePoint.Revision(Quantity.count(option, text, Long.MAX_VALUE))
        : new RestorePoint.Time(timeMillis(option, text));
  }

  /** The first revision from here on; of a time, that of the first commit at or after it. */
  long first(StoreView newest) {
    return isRevision(text)
        ? Quantity.count(option, text, Long.MAX_VALUE)
        : newest.revisionAt(timeMillis(option, text) - 1) + 1;
  }

  private static boolean isRevision(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static long timeMillis(String option, String text) {
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw CommandException.usage(
          "%s takes a revision such as 3 or a time such as 2026-03-01T12:00:00Z, not '%s'"
              .formatted(option, text));
    }
  }
}
