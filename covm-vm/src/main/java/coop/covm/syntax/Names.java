package coop.covm.syntax;

/** The rule for the names of variables, parameters and functions. */
public final class Names {
  /** The rule as one sentence part, for messages. */
  public static final String RULE =
      "a name is made of letters, digits and _, and does not begin with a digit";

  private Names() {}

  /**
   * Whether the text is a name: letters, combining marks and digits of any script and {@code _};
   * the first is a letter or {@code _}. Linear time.
   */
  public static boolean isName(String text) {
    if (text.isEmpty()) {
      return false;
    }
    int first = text.codePointAt(0);
    return (Character.isLetter(first) || first == '_')
        && text.codePoints().allMatch(c -> Characters.isLetterMarkOrDigit(c) || c == '_');
  }
}
