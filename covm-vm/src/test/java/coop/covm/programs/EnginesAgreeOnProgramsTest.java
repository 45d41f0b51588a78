package coop.covm.programs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Both engines do the same with every program: the same output, results, commits, costs and errors.
 * A failing program is shown as small as it can be made, with its seed.
 */
final class EnginesAgreeOnProgramsTest {
  @Test
  void onTwentyThousandPrograms() {
    run(20_000);
  }

  @Test
  @Tag("slow")
  void onAMillionPrograms() {
    run(1_000_000);
  }

  private static void run(long programs) {
    long seed = Long.getLong("covm.programs.seed", System.nanoTime());
    long count = Long.getLong("covm.programs.count", programs);
    try (Laboratory laboratory = new Laboratory()) {
      Campaign campaign = new Campaign(laboratory);
      campaign.run(seed, count);
      if (count >= 1000) {
        int whole = campaign.ends().getOrDefault("ok", 0);
        assertThat(whole).as("programs that run to their end").isGreaterThan((int) count / 3);
      }
    }
  }
}
