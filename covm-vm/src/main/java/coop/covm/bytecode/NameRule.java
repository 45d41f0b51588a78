package coop.covm.bytecode;

/** What a name of a variable or function may be, in a module and in a run. */
public final class NameRule {
  private NameRule() {}

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
        && text.codePoints().allMatch(NameRule::isPart);
  }

  private static boolean isPart(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> c == '_' || Character.isLetterOrDigit(c);
    };
  }
}
