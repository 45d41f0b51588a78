package coop.covm.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameRuleTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "_", "a1", "Zähler", "x_2", "数", "e\u0301", "\ud835\udc9c"})
  void lettersMarksDigitsAndUnderscoresAreNames(String text) {
    assertThat(NameRule.isName(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1a", "a b", "a-b", "a\n", "a\u0000", "\u0301a", "a\u202e", "a\ud800", "é!"})
  void nothingElseIsAName(String text) {
    assertThat(NameRule.isName(text)).isFalse();
  }
}
