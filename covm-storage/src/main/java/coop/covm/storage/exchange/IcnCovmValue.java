package coop.covm.storage.exchange;

import coop.covm.storage.exchange.JsonTokens.SyntaxException;
import coop.covm.storage.exchange.PlainFile.UnusableException;
import coop.covm.value.BooleanValue;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import coop.covm.value.ValueException;

/**
 * What {@code v1.data} and its kin hold: the text of a number, {@code true}, {@code false}, {@code
 * null}, or a string, with quotes as in JSON or without. Numbers become numbers, as they were: the
 * original computed with 64-bit floating point.
 */
final class IcnCovmValue {
  /** A file of more bytes is not read. */
  static final int MOST_BYTES = 16 << 20;

  private static final int LONGEST_NUMBER = 400;

  private IcnCovmValue() {}

  /**
   * @throws UnusableException if no value is there; it is never made up
   */
  static Value read(byte[] bytes) throws UnusableException {
    if (bytes.length == 0) {
      throw new UnusableException("it is empty: the original lost what was in it");
    }
    String text = PlainFile.text(bytes);
    String bare = text.strip();
    return switch (bare) {
      case "null" -> NullValue.NULL;
      case "true" -> BooleanValue.TRUE;
      case "false" -> BooleanValue.FALSE;
      case "NaN", "inf", "-inf" ->
          throw new UnusableException("%s is no number that COVM has".formatted(bare));
      default -> isNumber(bare) ? number(bare) : string(text, bare);
    };
  }

  private static boolean isNumber(String text) {
    return text.length() <= LONGEST_NUMBER
        && text.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  }

  private static Value number(String text) throws UnusableException {
    try {
      return NumberValue.of(Double.parseDouble(text));
    } catch (ValueException e) {
      throw new UnusableException("%s is too large for a number".formatted(text));
    }
  }

  private static Value string(String text, String bare) throws UnusableException {
    try {
      return StringValue.of(unquoted(text, bare));
    } catch (ValueException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    }
  }

  private static String unquoted(String text, String bare) {
    if (bare.startsWith("\"") && bare.endsWith("\"")) {
      try {
        JsonTokens in = new JsonTokens(bare);
        String string = in.string();
        in.end();
        return string;
      } catch (SyntaxException e) {
        return text; // quotes that are part of the text
      }
    }
    return text;
  }
}
