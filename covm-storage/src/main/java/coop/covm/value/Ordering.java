package coop.covm.value;

/** The order of the language: two strings by code point, or numbers and decimals by exact value. */
public final class Ordering {
  private Ordering() {}

  /**
   * Negative, zero or positive as {@code a} is smaller than, equal to or larger than {@code b}.
   *
   * @param instruction the name for the message of the exception
   * @throws ValueException {@code TypeMismatch} for any other pair of types
   */
  public static int compare(String instruction, Value a, Value b) {
    if (a instanceof StringValue x && b instanceof StringValue y) {
      return compareCodePoints(x.value(), y.value());
    }
    return Arithmetic.compareNumeric(instruction, a, b);
  }

  /**
   * By code point, which is also the order of the UTF-8 bytes; {@code String.compareTo} orders by
   * UTF-16 unit.
   */
  public static int compareCodePoints(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // Surrogates sort behind all other units: they stand for code points above U+FFFF.
        boolean surrogateX = Character.isSurrogate(x);
        boolean surrogateY = Character.isSurrogate(y);
        return surrogateX == surrogateY ? Character.compare(x, y) : surrogateX ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
