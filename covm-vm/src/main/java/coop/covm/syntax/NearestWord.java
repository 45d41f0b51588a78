package coop.covm.syntax;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody may have meant. */
public final class NearestWord {
  /** Longer words are no slips of known ones. */
  private static final int MAX_LENGTH = 40;

  private NearestWord() {}

  /**
   * The known word nearest to this one, case aside, if it is near enough: one slip for up to five
   * letters, two for up to eight, three beyond. A slip is a letter added, left out, changed, or
   * swapped with its neighbour. Of equally near ones the first is given, so the order of the known
   * words should be a fixed one.
   */
  public static Optional<String> to(String word, Iterable<String> known) {
    if (word.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String lower = word.toLowerCase(Locale.ROOT);
    int slips = lower.length() <= 5 ? 1 : lower.length() <= 8 ? 2 : 3;
    String nearest = null;
    int best = slips + 1;
    for (String candidate : known) {
      if (Math.abs(candidate.length() - lower.length()) < best) {
        int distance = distance(lower, candidate.toLowerCase(Locale.ROOT));
        if (distance < best && distance < candidate.length()) {
          best = distance;
          nearest = candidate;
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** The optimal string alignment distance (Damerau and Levenshtein, restricted). */
  static int distance(String left, String right) {
    int width = right.length() + 1;
    int[] before = new int[width];
    int[] previous = new int[width];
    int[] row = new int[width];
    Arrays.setAll(previous, j -> j);
    for (int i = 1; i <= left.length(); i++) {
      row[0] = i;
      for (int j = 1; j < width; j++) {
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        int cost = Math.min(Math.min(previous[j] + 1, row[j - 1] + 1), previous[j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        row[j] = swapped ? Math.min(cost, before[j - 2] + 1) : cost;
      }
      int[] spare = before;
      before = previous;
      previous = row;
      row = spare;
    }
    return previous[width - 1];
  }
}
