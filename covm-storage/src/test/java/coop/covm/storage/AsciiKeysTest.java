package coop.covm.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The quick way accepts what the rules accept, of all that is ASCII. */
final class AsciiKeysTest {
  private static final String COMMON = "a/.Z9_-:@+//..";

  @Test
  void randomTextsAreJudgedAsTheRulesJudgeThem() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int sound = 0;
    for (int i = 0; i < 200_000; i++) {
      String text = text(random);
      boolean quick = AsciiKeys.isSound(text);
      sound += quick ? 1 : 0;
      assertThat(quick).as("seed %s, text %s", seed, text).isEqualTo(keepsRules(text));
    }
    assertThat(sound).as("seed %s: how many were sound", seed).isBetween(1000, 199_000);
  }

  @Test
  void lengthsAreJudgedAsTheRulesJudgeThem() {
    for (int segment = 126; segment <= 130; segment++) {
      for (int segments = 1; segments <= 5; segments++) {
        String text = String.join("/", Collections.nCopies(segments, "x".repeat(segment)));
        assertThat(AsciiKeys.isSound(text)).as(text).isEqualTo(keepsRules(text));
      }
    }
    for (int length = 395; length <= 405; length++) {
      String text = "x/".repeat(length / 2) + "x".repeat(length % 2 == 0 ? 2 : 1);
      assertThat(AsciiKeys.isSound(text)).as(text).isEqualTo(keepsRules(text));
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(12); length >= 0; length--) {
      text.append(
          random.nextInt(8) == 0
              ? (char) random.nextInt(0x80)
              : COMMON.charAt(random.nextInt(COMMON.length())));
    }
    return text.toString();
  }

  private static boolean keepsRules(String text) {
    try {
      KeyRules.checkThoroughly(text);
      return true;
    } catch (StorageException e) {
      return false;
    }
  }
}
