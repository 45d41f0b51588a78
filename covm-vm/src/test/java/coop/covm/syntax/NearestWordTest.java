package coop.covm.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestWordTest {
  private static final List<String> KNOWN =
      List.of("push", "pop", "emit", "store", "storep", "incrementp", "if", "listversionsp");

  @ParameterizedTest
  @CsvSource({
    "psuh,push",
    "pus,push",
    "pushh,push",
    "pash,push",
    "PSUH,push",
    "emti,emit",
    "stroep,storep",
    "incremntp,incrementp",
    "incremetnp,incrementp",
    "listverionsp,listversionsp",
    "iff,if"
  })
  void aSlipIsTracedToItsWord(String word, String meant) {
    assertThat(NearestWord.to(word, KNOWN)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"xyz", "p", "transfer", "ab", "emitters"})
  void aFarWordIsNoSlip(String word) {
    assertThat(NearestWord.to(word, KNOWN)).isEmpty();
  }

  @Test
  void ofEquallyNearWordsTheFirstIsGiven() {
    assertThat(NearestWord.to("bat", List.of("cat", "hat"))).contains("cat");
    assertThat(NearestWord.to("bat", List.of("hat", "cat"))).contains("hat");
  }

  @Test
  void aVeryLongWordCostsNothing() {
    assertThat(NearestWord.to("x".repeat(1 << 20), KNOWN)).isEmpty();
  }

  @Test
  void theDistanceCountsEachSlipOnce() {
    assertThat(NearestWord.distance("", "abc")).isEqualTo(3);
    assertThat(NearestWord.distance("abc", "")).isEqualTo(3);
    assertThat(NearestWord.distance("ab", "ba")).isEqualTo(1);
    assertThat(NearestWord.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(NearestWord.distance("ca", "abc")).isEqualTo(3);
  }
}
