package coop.covm.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralsTest {
  private static Value value(String text) {
    Literals.Result result = Literals.parse(text);
    assertThat(result).as(text).isInstanceOf(Literals.Valid.class);
    return ((Literals.Valid) result).value();
  }

  private static Literals.Invalid invalid(String text) {
    Literals.Result result = Literals.parse(text);
    assertThat(result).as(text).isInstanceOf(Literals.Invalid.class);
    return (Literals.Invalid) result;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "null null",
        "true true",
        "false false",
        "0 0",
        "-0 0",
        "42 42",
        "-1.5 -1.5",
        "1e6 1000000",
        "1E6 1000000",
        "1e+21 1e+21",
        "1e-7 1e-7",
        "1.7976931348623157e308 1.7976931348623157e+308",
        "1e-999 0",
        "90.10m 90.10m",
        "-0m 0m",
        "0.00m 0.00m",
        "1e3m 1000m",
        "9999999999999999999999999999999999m 9999999999999999999999999999999999m",
        "1e0003m 1000m"
      })
  void wordsAreRead(String text, String literal) {
    assertThat(value(text).literal()).isEqualTo(literal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "[1, \"a\", [null]]",
        "{\"a\": {\"b\": 1}, \"\": []}",
        "\"a\\n\\u{1}\"",
        "-7",
        "1e+21",
        "0.1m"
      })
  void whatValuesPrintIsReadBack(String text) {
    assertThat(value(text).literal()).isEqualTo(text);
  }

  @Test
  void extremeDecimalsAreReadBack() {
    for (String text :
        new String[] {"1e999m", "-1e-999m", "1234567890123456789012345678901234e-999m"}) {
      assertThat(value(value(text).literal())).isEqualTo(value(text));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "01|it does not begin with a zero",
        "-01m|it does not begin with a zero",
        "+1|it has no plus sign",
        ".5|a digit stands before the point",
        "-.5|a digit stands before the point",
        "5.|a digit stands after the point",
        "1e|its exponent has no digits",
        "1e+|its exponent has no digits",
        "1_000|'_' is no part of one",
        "0x10|'x' is no part of one",
        "1M|a decimal ends in a lower-case m",
        "1mm|'m' is no part of one",
        "1.2.3|'.' is no part of one",
        "1e999|is too large for a number",
        "1e1000m|cannot be held exactly",
        "1e-1000m|cannot be held exactly",
        "1e99999999999999999999m|cannot be held exactly",
        "12345678901234567890123456789012345m|cannot be held exactly",
        "0.12345678901234567890123456789012345m|cannot be held exactly",
        "TRUE|is not a literal",
        "NaN|is not a literal",
        "-Infinity|is not a literal",
        "alice|is not a literal",
        "-|is not a literal",
        "-m|is not a literal",
        "١|is not a literal",
        "1 2|is not a literal",
        "1 # comment|is not a literal",
        "[1] 2|is not a literal",
        "f\"a\"|is not a literal",
        "[1|the bracket that begins here is not closed",
        "[1, x]|'x' is not a literal",
        "\"a|the string that begins here is not closed",
        "\"\\q\"|there is no escape",
        "{\"a\": 1, \"a\": 2}|is in this map twice"
      })
  void whatIsNoLiteralIsRefusedWithTheReason(String text, String reason) {
    assertThat(invalid(text).message()).contains(reason);
  }

  @Test
  void nothingAndSpaceAreNoLiterals() {
    for (String text : new String[] {"", " ", " 1", "1 ", "\n1", "1\n", "\u00001", "1;"}) {
      invalid(text);
    }
  }

  @Test
  void listsMaySpanLinesWithComments() {
    assertThat(value("[1, # one\n 2,\n]").literal()).isEqualTo("[1, 2]");
  }

  @Test
  void literalsNest64DeepAndNoDeeper() {
    assertThat(value("[".repeat(64) + "]".repeat(64)).nesting()).isEqualTo(64);
    assertThat(invalid("[".repeat(65) + "]".repeat(65)).message()).contains("at most 64 deep");
  }

  @Test
  void hintsProposeWhatWasMeant() {
    assertThat(invalid("True").hint()).contains("literals are lower case: did you mean 'true'?");
    assertThat(invalid("alice").hint()).contains("a string is written in quotes: \"alice\"");
    assertThat(invalid("None").hint()).contains("did you mean 'null'?");
  }
}
