package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.syntax.Literals;
import coop.covm.value.Value;
import org.junit.jupiter.api.Test;

class LaidOutValueTest {
  private static final String LONG = "\"" + "x".repeat(70) + "\"";

  @Test
  void whatFitsStaysInALine() {
    assertThat(LaidOutValue.lines(value("{\"a\": [1, 2m, null, true, \"x\"], \"b\": {}}")))
        .containsExactly("{\"a\": [1, 2m, null, true, \"x\"], \"b\": {}}");
    assertThat(LaidOutValue.lines(value("\"" + "x".repeat(200) + "\""))).hasSize(1);
  }

  @Test
  void whatDoesNotHasALineForEachEntry() {
    String text = "{\"a\": [%s, [1, 2]], \"b\": {}, \"c\": {\"d\": 1}}".formatted(LONG);
    assertThat(LaidOutValue.lines(value(text)))
        .containsExactly(
            "{",
            "  \"a\": [",
            "    " + LONG + ",",
            "    [1, 2]",
            "  ],",
            "  \"b\": {},",
            "  \"c\": {\"d\": 1}",
            "}");
    assertThat(value(String.join("", LaidOutValue.lines(value(text))))).isEqualTo(value(text));
  }

  @Test
  void aLineHasEightyColumns() {
    assertThat(LaidOutValue.lines(value("[\"" + "x".repeat(73) + "\", 1]"))).hasSize(1);
    assertThat(LaidOutValue.lines(value("[\"" + "x".repeat(74) + "\", 1]"))).hasSize(4);
  }

  private static Value value(String literal) {
    return switch (Literals.parse(literal)) {
      case Literals.Valid(Value value) -> value;
      case Literals.Invalid invalid -> throw new AssertionError(literal + ": " + invalid);
    };
  }
}
