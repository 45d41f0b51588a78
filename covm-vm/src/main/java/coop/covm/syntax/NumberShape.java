package coop.covm.syntax;

import org.jspecify.annotations.Nullable;

/**
 * The form of a number literal: JSON's (RFC 8259, section 6), with an {@code m} behind it for a
 * decimal.
 *
 * @param fault what is wrong with it, null when it is well formed
 * @param hint the remedy for the fault
 * @param decimal whether it ends in {@code m}
 * @param exponentDigits how many digits the exponent has, leading zeros aside
 */
record NumberShape(@Nullable String fault, String hint, boolean decimal, int exponentDigits) {
  private static NumberShape faulty(String fault, String hint) {
    return new NumberShape(fault, hint, false, 0);
  }

  static NumberShape of(String word) {
    int end = word.length();
    if (word.charAt(0) == '+') {
      return faulty("it has no plus sign", "leave out the +");
    }
    int i = word.charAt(0) == '-' ? 1 : 0;
    int digits = digitsEnd(word, i);
    if (digits == i) {
      return faulty(
          "a digit stands before the point", "write 0" + Characters.shown(word.substring(i)));
    }
    if (word.charAt(i) == '0' && digits > i + 1) {
      return faulty("it does not begin with a zero", "leave out the leading zeros");
    }
    i = digits;
    if (i < end && word.charAt(i) == '.') {
      digits = digitsEnd(word, i + 1);
      if (digits == i + 1) {
        return faulty("a digit stands after the point", "leave out the point, or write .0");
      }
      i = digits;
    }
    int exponentDigits = 0;
    if (i < end && (word.charAt(i) == 'e' || word.charAt(i) == 'E')) {
      i++;
      if (i < end && (word.charAt(i) == '+' || word.charAt(i) == '-')) {
        i++;
      }
      digits = digitsEnd(word, i);
      if (digits == i) {
        return faulty("its exponent has no digits", "write it like 1e6");
      }
      while (i < digits - 1 && word.charAt(i) == '0') {
        i++;
      }
      exponentDigits = digits - i;
      i = digits;
    }
    if (i == end) {
      return new NumberShape(null, "", false, exponentDigits);
    }
    if (i == end - 1 && word.charAt(i) == 'm') {
      return new NumberShape(null, "", true, exponentDigits);
    }
    if (i == end - 1 && word.charAt(i) == 'M') {
      return faulty("a decimal ends in a lower-case m", "write m");
    }
    int stray = word.codePointAt(i);
    return faulty(
        "%s is no part of one".formatted(Characters.describe(stray)),
        stray == '_'
            ? "write the digits without separators"
            : "numbers look like 42, -1.5 or 1e6, decimals like 90.10m");
  }

  private static int digitsEnd(String word, int start) {
    int i = start;
    while (i < word.length() && Characters.isDigit(word.charAt(i))) {
      i++;
    }
    return i;
  }
}
