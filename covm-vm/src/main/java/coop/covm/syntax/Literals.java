package coop.covm.syntax;

import coop.covm.value.BooleanValue;
import coop.covm.value.DecimalValue;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import coop.covm.value.ValueException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads literals: null, booleans, numbers, decimals, strings, lists and maps. */
public final class Literals {
  /** No literal number needs more; it bounds the cost of reading one. */
  private static final int MAX_DECIMAL_LENGTH = 2_100;

  private static final int MAX_EXPONENT_DIGITS = 5;

  private Literals() {}

  /** What reading a literal gave. */
  public sealed interface Result {}

  /** A literal, and its value. */
  public record Valid(Value value) implements Result {}

  /**
   * No literal.
   *
   * @param message one sentence without a full stop
   * @param hint the remedy
   */
  public record Invalid(String message, Optional<String> hint) implements Result {
    static Invalid of(String message, String hint) {
      return new Invalid(message, Optional.of(hint));
    }
  }

  /**
   * Reads a text that is one literal of any type, with nothing before or behind it; an f-string is
   * none. Linear time; nothing is thrown.
   */
  public static Result parse(String text) {
    SourceFile source = new SourceFile("<literal>", text);
    Diagnostics diagnostics = new Diagnostics();
    TokenStream tokens = new TokenStream(source, diagnostics);
    Token first = tokens.current();
    Result result =
        switch (first) {
          case Token.Word word -> {
            tokens.advance();
            yield word(word.text());
          }
          case Token.Text string -> {
            tokens.advance();
            yield new Valid(StringValue.of(string.value()));
          }
          case Token.Mark mark when mark.kind().opens() ->
              new Valid(new LiteralReader(tokens).read());
          default -> notLiteral(text);
        };
    tokens.characters().finish();
    List<Diagnostic> faults = diagnostics.toList();
    if (!faults.isEmpty()) {
      return new Invalid(faults.getFirst().message(), faults.getFirst().hint());
    }
    boolean whole = first.span().start() == 0 && tokens.lastEnd() == text.length();
    return whole || result instanceof Invalid ? result : notLiteral(text);
  }

  /**
   * Reads a bare word as a literal: {@code null}, {@code true}, {@code false}, a number or a
   * decimal. Linear time; nothing is thrown.
   */
  public static Result word(String word) {
    return switch (word) {
      case "null" -> new Valid(NullValue.NULL);
      case "true" -> new Valid(BooleanValue.TRUE);
      case "false" -> new Valid(BooleanValue.FALSE);
      default -> isNumberLike(word) ? number(word) : notLiteral(word);
    };
  }

  /**
   * Whether somebody who writes this word means a number, well formed or not: it begins with a
   * digit, perhaps behind a sign or a point.
   */
  public static boolean isNumberLike(String word) {
    int i = 0;
    if (i < word.length() && (word.charAt(i) == '-' || word.charAt(i) == '+')) {
      i++;
    }
    if (i < word.length() && word.charAt(i) == '.') {
      i++;
    }
    return i < word.length() && Characters.isDigit(word.charAt(i));
  }

  /** Whether the word is {@code null}, {@code true} or {@code false}. */
  static boolean isNamed(String word) {
    return word.equals("null") || word.equals("true") || word.equals("false");
  }

  private static Invalid notLiteral(String text) {
    String message = "%s is not a literal".formatted(Characters.quote(text));
    String lower = text.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "null", "true", "false" ->
          Invalid.of(message, "literals are lower case: did you mean '" + lower + "'?");
      case "nan", "infinity", "-infinity", "inf", "-inf" ->
          Invalid.of(message, "every number is finite");
      case "none", "nil", "undefined" -> Invalid.of(message, "did you mean 'null'?");
      default -> {
        String shown = Characters.shown(text);
        yield Invalid.of(
            message,
            shown.indexOf('"') >= 0 || shown.indexOf('\\') >= 0
                ? "a string is written in double quotes"
                : "a string is written in quotes: \"" + shown + "\"");
      }
    };
  }

  private static Result number(String word) {
    NumberShape shape = NumberShape.of(word);
    if (shape.fault() != null) {
      return Invalid.of(
          "%s is not a number: %s".formatted(Characters.quote(word), shape.fault()), shape.hint());
    }
    if (shape.decimal()) {
      return decimal(word, shape);
    }
    double value = Double.parseDouble(word);
    return Double.isInfinite(value)
        ? Invalid.of(
            "%s is too large for a number".formatted(Characters.quote(word)),
            "the largest number is about 1.8e308")
        : new Valid(NumberValue.of(value));
  }

  private static Result decimal(String word, NumberShape shape) {
    if (word.length() <= MAX_DECIMAL_LENGTH && shape.exponentDigits() <= MAX_EXPONENT_DIGITS) {
      try {
        return new Valid(DecimalValue.of(new BigDecimal(word.substring(0, word.length() - 1))));
      } catch (ValueException tooLarge) {
        // Its message speaks of a result; the one below speaks of what was written.
      }
    }
    return Invalid.of(
        "the decimal %s cannot be held exactly".formatted(Characters.quote(word)),
        "a decimal has at most %s significant digits and exponents from -%s to %s"
            .formatted(
                DecimalValue.MAX_DIGITS, DecimalValue.MAX_EXPONENT, DecimalValue.MAX_EXPONENT));
  }
}
