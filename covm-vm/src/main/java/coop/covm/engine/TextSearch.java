package coop.covm.engine;

import org.jspecify.annotations.Nullable;

/**
 * Finds a part in texts in time linear in both, whatever they hold. {@code String.indexOf} takes
 * the product of the two lengths for such as many {@code a} with one {@code b} at the end, which a
 * hostile program would use; it serves for short parts only.
 *
 * <p>Source: Knuth, Morris, Pratt, "Fast Pattern Matching in Strings", 1977.
 */
final class TextSearch {
  private static final int SHORT = 32;

  private final String part;

  /**
   * At each place the length of the longest proper prefix of the part that ends there; null for a
   * short part.
   */
  private final int @Nullable [] borders;

  private TextSearch(String part, int @Nullable [] borders) {
    this.part = part;
    this.borders = borders;
  }

  static TextSearch of(String part) {
    return new TextSearch(part, part.length() <= SHORT ? null : borders(part));
  }

  private static int[] borders(String part) {
    int[] borders = new int[part.length()];
    int matched = 0;
    for (int i = 1; i < borders.length; i++) {
      while (matched > 0 && part.charAt(i) != part.charAt(matched)) {
        matched = borders[matched - 1];
      }
      if (part.charAt(i) == part.charAt(matched)) {
        matched++;
      }
      borders[i] = matched;
    }
    return borders;
  }

  /**
   * Where the part first begins in the text at or behind a place, or -1. A part of whole code
   * points never begins or ends inside one.
   */
  int next(String text, int from) {
    int[] known = borders;
    if (known == null) {
      return text.indexOf(part, from);
    }
    int matched = 0;
    for (int i = from; i < text.length(); i++) {
      while (matched > 0 && text.charAt(i) != part.charAt(matched)) {
        matched = known[matched - 1];
      }
      if (text.charAt(i) == part.charAt(matched)) {
        matched++;
      }
      if (matched == part.length()) {
        return i + 1 - matched;
      }
    }
    return -1;
  }
}
