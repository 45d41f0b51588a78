package coop.covm.engine;

import java.util.Locale;

/**
 * Upper and lower case by the full mappings of Unicode (chapter 3.13), the same in every locale.
 *
 * <p>{@code String.toLowerCase} takes quadratic time for many capital sigmas, and {@code
 * toUpperCase} for many letters that become two: minutes for a text of a few megabytes, by which a
 * hostile program could stop a process. These take linear time.
 */
final class LetterCase {
  private static final int PIECE = 64;
  private static final int CAPITAL_SIGMA = 0x3A3;
  private static final int SMALL_SIGMA = 0x3C3;
  private static final int FINAL_SIGMA = 0x3C2;

  /** The one letter whose lower case has two code points. */
  private static final int CAPITAL_I_WITH_DOT = 0x130;

  private LetterCase() {}

  /** No letter's upper case depends on its neighbours, so the text is taken piece by piece. */
  static String upper(String text) {
    StringBuilder upper = new StringBuilder(text.length());
    for (int from = 0; from < text.length(); ) {
      int to = Math.min(text.length(), from + PIECE);
      if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
        to++;
      }
      upper.append(text.substring(from, to).toUpperCase(Locale.ROOT));
      from = to;
    }
    return upper.toString();
  }

  static String lower(String text) {
    if (text.indexOf(CAPITAL_SIGMA) < 0 && text.indexOf(CAPITAL_I_WITH_DOT) < 0) {
      return text.toLowerCase(Locale.ROOT);
    }
    StringBuilder lower = new StringBuilder(text.length());
    boolean afterCased = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == CAPITAL_SIGMA) {
        boolean last = afterCased && !beforeCased(text, i);
        lower.appendCodePoint(last ? FINAL_SIGMA : SMALL_SIGMA);
      } else if (c == CAPITAL_I_WITH_DOT) {
        lower.append("i\u0307");
      } else {
        lower.appendCodePoint(Character.toLowerCase(c));
      }
      afterCased = isCased(c) || (afterCased && isCaseIgnorable(c));
    }
    return lower.toString();
  }

  /** Whether a cased letter follows, behind nothing but what case ignores. */
  private static boolean beforeCased(String text, int from) {
    for (int i = from; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (isCased(c)) {
        return true;
      }
      if (!isCaseIgnorable(c)) {
        return false;
      }
      i += Character.charCount(c);
    }
    return false;
  }

  private static boolean isCased(int c) {
    return Character.isLowerCase(c) || Character.isUpperCase(c) || Character.isTitleCase(c);
  }

  private static boolean isCaseIgnorable(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      // What joins the letters of a word: Word_Break MidLetter, MidNumLet and Single_Quote.
      default ->
          "'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A"
                  .indexOf(c)
              >= 0;
    };
  }
}
