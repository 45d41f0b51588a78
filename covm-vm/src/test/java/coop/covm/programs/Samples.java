package coop.covm.programs;

import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Literals of each kind, many of them at the borders of what values there are. */
final class Samples {
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "1",
          "-1",
          "0.5",
          "-0.5",
          "1.5",
          "2.5",
          "0.1",
          "-2.5",
          "1e9",
          "1e15",
          "1e21",
          "1e-7",
          "123456789.125",
          "2147483647",
          "2147483648",
          "-2147483648",
          "-2147483649",
          "4294967296",
          "9007199254740991",
          "9007199254740992",
          "-9007199254740992",
          "9007199254740993",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "1e300",
          "-1e300",
          "1.7976931348623157e308",
          "5e-324");
  private static final List<String> DECIMALS =
      List.of(
          "0m",
          "0.00m",
          "0.1m",
          "-0.1m",
          "1.0m",
          "2.5m",
          "-2.50m",
          "1000000m",
          "0.000000001m",
          "9007199254740993m",
          "9223372036854775808m",
          "9999999999999999999999999999999999m",
          "-1.000000000000000000000000000000001m",
          "0.3333333333333333333333333333333333m",
          "1e999m",
          "1e-999m",
          "12345678901234567.12345m");
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "é",
          "ß",
          "İ",
          "ΑΣ",
          "😀",
          "e\\u{301}",
          "a/b",
          " x ",
          "1",
          "-0.5",
          "1e400",
          "12.50",
          "a,b,,c",
          "\\n\\t",
          "{}",
          "\\\"",
          "\\\\",
          "null",
          "The quick brown fox",
          "0123456789012345678901234567890123456789012345678901234567890123456789",
          "x");
  private static final List<String> WORDS =
      List.of("ana", "ben", "zoe", "x1", "ä", "a-b", "2024", "e@x.org", "0");

  private final Random random;

  Samples(Random random) {
    this.random = random;
  }

  /** A literal of the kind. */
  String literal(Kind kind) {
    return switch (kind) {
      case ANY -> any(2);
      case NULL -> "null";
      case BOOLEAN -> random.nextBoolean() ? "true" : "false";
      case NUMBER -> number();
      case INTEGER -> Integer.toString(random.nextInt(201) - 100);
      case COUNT -> Integer.toString(random.nextInt(6));
      case DECIMAL -> random.nextInt(3) > 0 ? literal(Kind.MONEY) : one(DECIMALS);
      case MONEY -> "%d.%02dm".formatted(random.nextInt(201) - 100, random.nextInt(100));
      case TEXT -> quoted(text());
      case WORD -> quoted(word());
      case LIST -> list(Kind.ANY);
      case NUMBERS -> list(Kind.INTEGER);
      case TEXTS -> list(Kind.TEXT);
      case MAP -> map(Kind.ANY);
      case TALLY -> map(Kind.INTEGER);
    };
  }

  /** A text that may stand between quotes, and between the holes of an f-string once escaped. */
  String text() {
    return random.nextInt(3) == 0 ? word() : one(TEXTS);
  }

  String word() {
    return one(WORDS);
  }

  private String number() {
    return switch (random.nextInt(4)) {
      case 0 -> one(NUMBERS);
      case 1 -> Double.toString((random.nextInt(2001) - 1000) / 8.0);
      default -> literal(Kind.INTEGER);
    };
  }

  private String any(int depth) {
    Kind kind = one(List.of(Kind.values()));
    return switch (kind) {
      case ANY -> "null";
      case LIST, MAP -> depth == 0 ? "0" : nested(kind, depth - 1);
      default -> literal(kind);
    };
  }

  private String nested(Kind kind, int depth) {
    return kind == Kind.LIST
        ? elements(i -> any(depth), "[", "]")
        : elements(i -> quoted(word() + i) + ": " + any(depth), "{", "}");
  }

  private String list(Kind element) {
    return element == Kind.ANY ? nested(Kind.LIST, 1) : elements(i -> literal(element), "[", "]");
  }

  private String map(Kind element) {
    if (element == Kind.ANY) {
      return nested(Kind.MAP, 1);
    }
    List<String> keys = WORDS.subList(0, 3);
    return elements(i -> quoted(keys.get(i)) + ": " + literal(element), "{", "}");
  }

  private String elements(IntFunction<String> element, String open, String end) {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(element)
        .collect(Collectors.joining(", ", open, end));
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
