package coop.covm.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "_", "_1", "a1", "größe", "名前", "if", "हिन्दी", "𝒳"})
  void lettersDigitsAndUnderscoresMakeNames(String name) {
    assertThat(Names.isName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1a", "a b", "a-b", "a.b", "a:", " a", "\u0301a", "😀", "٣"})
  void nothingElseDoes(String name) {
    assertThat(Names.isName(name)).isFalse();
  }
}
