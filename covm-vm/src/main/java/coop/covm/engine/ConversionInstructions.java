package coop.covm.engine;

import static coop.covm.value.ValueError.DECIMAL_OVERFLOW;
import static coop.covm.value.ValueError.INVALID_TEXT;

import coop.covm.value.BooleanValue;
import coop.covm.value.DecimalValue;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.Numbers;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import coop.covm.value.ValueException;
import java.math.BigDecimal;

/** {@code tonumber}, {@code todecimal}, {@code tostring} and {@code typeof}. */
final class ConversionInstructions {
  /**
   * The longest text of a decimal without needless zeros: sign, point, exponent, digits, and the
   * zeros of the largest and smallest exponents.
   */
  private static final int LONGEST_DECIMAL = 4 * DecimalValue.MAX_EXPONENT;

  private ConversionInstructions() {}

  /**
   * A decimal as the nearest number, or the text of a number as the language writes it: {@code
   * -1.5e3}. Other text is {@code InvalidText}.
   */
  static Value toNumber(Meter meter, Value value) {
    return switch (value) {
      case NumberValue number -> number;
      case DecimalValue decimal -> NumberValue.of(decimal.value().doubleValue());
      case StringValue text -> {
        meter.charge(Charges.deep(text));
        yield NumberValue.of(Double.parseDouble(numeral("tonumber", "a number", text)));
      }
      case NullValue _, BooleanValue _, ListValue _, MapValue _ ->
          throw Operands.mismatch("tonumber", "a number, decimal or string", value);
    };
  }

  /**
   * A number as the decimal of its shortest text, or the text of a decimal without the {@code m}.
   */
  static Value toDecimal(Meter meter, Value value) {
    return switch (value) {
      case NumberValue number -> DecimalValue.of(new BigDecimal(Numbers.text(number.value())));
      case DecimalValue decimal -> decimal;
      case StringValue text -> {
        meter.charge(Charges.deep(text));
        yield decimal(numeral("todecimal", "a decimal", text));
      }
      case NullValue _, BooleanValue _, ListValue _, MapValue _ ->
          throw Operands.mismatch("todecimal", "a number, decimal or string", value);
    };
  }

  private static DecimalValue decimal(String text) {
    String trimmed = withoutLeadingZeros(text);
    if (trimmed.length() <= LONGEST_DECIMAL) {
      try {
        return DecimalValue.of(new BigDecimal(trimmed));
      } catch (NumberFormatException e) {
        // The shape is right, so only the exponent can be beyond what BigDecimal reads.
      }
    }
    throw new ValueException(
        DECIMAL_OVERFLOW,
        "todecimal: %s needs more digits or a larger exponent than a decimal has"
            .formatted(BriefText.of(StringValue.of(text))));
  }

  private static String withoutLeadingZeros(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    int end = start;
    while (end + 1 < text.length()
        && text.charAt(end) == '0'
        && Character.isDigit(text.charAt(end + 1))) {
      end++;
    }
    return text.substring(0, start) + text.substring(end);
  }

  /** The text, if it is {@code -?digits(.digits)?([eE][+-]?digits)?} in ASCII. */
  private static String numeral(String instruction, String expected, StringValue value) {
    String text = value.value();
    int place = digits(text, text.startsWith("-") ? 1 : 0);
    if (place > 0 && place < text.length() && text.charAt(place) == '.') {
      place = digits(text, place + 1);
    }
    if (place > 0 && place < text.length() && (text.charAt(place) | 0x20) == 'e') {
      place++;
      boolean signed = place < text.length() && "+-".indexOf(text.charAt(place)) >= 0;
      place = digits(text, signed ? place + 1 : place);
    }
    if (place != text.length() || place == 0) {
      throw new ValueException(
          INVALID_TEXT,
          "%s: %s is not the text of %s".formatted(instruction, BriefText.of(value), expected));
    }
    return text;
  }

  /** The place behind at least one digit, or -1. */
  private static int digits(String text, int from) {
    int place = from;
    while (place < text.length() && text.charAt(place) >= '0' && text.charAt(place) <= '9') {
      place++;
    }
    return place > from ? place : -1;
  }

  /** The text that {@code emit} prints. */
  static Value toText(Meter meter, Value value) {
    return value instanceof StringValue ? value : StringValue.of(text(meter, value));
  }

  /** The text that {@code emit} prints, charged and bounded before it is made. */
  static String text(Meter meter, Value value) {
    if (value instanceof StringValue text) {
      return text.value();
    }
    long read = Charges.deep(value);
    meter.charge(read);
    long bytes = TextSize.of(value);
    meter.charge(Charges.bytes(bytes) - read);
    meter.checkValue(bytes);
    return value.toString();
  }

  static Value typeOf(Value value) {
    return StringValue.of(value.type().label());
  }
}
