package coop.covm.bytecode;

import java.text.Normalizer;

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

  /**
   * The form of a name that is compared and kept, Unicode's normal form C: so the same name typed
   * on two keyboards is one variable.
   */
  public static String normal(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  private static boolean isPart(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> c == '_' || Character.isLetterOrDigit(c);
    };
  }
}
