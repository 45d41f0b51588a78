package coop.covm.storage;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of the history of a key compaction leaves. What a key holds now is always kept, and so
 * is the record of every commit; only former values go.
 */
public sealed interface HistoryPolicy {
  /** Every version, for ever. */
  HistoryPolicy EVERYTHING = new All();

  /** The form that {@link #parse} reads. */
  String text();

  /** Every version, for ever. */
  record All() implements HistoryPolicy {
    @Override
    public String text() {
      return "all";
    }
  }

  /**
   * What the key held at any time in the last days.
   *
   * @param days of 24 hours, 1 to 100,000
   */
  record Days(int days) implements HistoryPolicy {
    private static final int MOST = 100_000;

    public Days {
      require(days, MOST, "days");
    }

    @Override
    public String text() {
      return days + (days == 1 ? " day" : " days");
    }
  }

  /**
   * The newest versions, the present one among them.
   *
   * @param versions 1 to 1,000,000
   */
  record Versions(int versions) implements HistoryPolicy {
    static final int MOST = 1_000_000;

    public Versions {
      require(versions, MOST, "versions");
    }

    @Override
    public String text() {
      return versions + (versions == 1 ? " version" : " versions");
    }
  }

  /** Reads {@code all}, {@code 30 days}, {@code 10 versions}; empty if it is none of them. */
  static Optional<HistoryPolicy> parse(String text) {
    if (text.equals("all")) {
      return Optional.of(EVERYTHING);
    }
    Matcher matcher = Pattern.compile("([1-9][0-9]{0,6}) (days?|versions?)").matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int count = Integer.parseInt(matcher.group(1));
    boolean days = matcher.group(2).startsWith("day");
    if (count > (days ? Days.MOST : Versions.MOST)) {
      return Optional.empty();
    }
    return Optional.of(days ? new Days(count) : new Versions(count));
  }

  private static void require(int count, int most, String what) {
    if (count < 1 || count > most) {
      throw new IllegalArgumentException(
          "%s %s; there may be 1 to %s".formatted(count, what, most));
    }
  }
}
