package coop.covm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Module;
import coop.covm.bytecode.RandomModules;
import coop.covm.value.StringValue;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random programs do the same on both engines as instruction by instruction. */
final class EnginesAgreeTest {
  private static final int MODULES = 4_000;

  @Test
  void onRandomModules() {
    long seed = System.nanoTime();
    for (long i = seed; i < seed + MODULES; i++) {
      Module module = RandomModules.make(i);
      RunLimits limits = limits(new Random(i));
      String expected = report(new ReferenceEngine(), module, limits);
      assertThat(report(new Interpreter(), module, limits)).as("seed %s", i).isEqualTo(expected);
      assertThat(report(GeneratingEngine.atOnce(), module, limits))
          .as("seed %s", i)
          .isEqualTo(expected);
    }
  }

  /** Often tight, so that programs end everywhere; fuel is ample, or generated code never runs. */
  private static RunLimits limits(Random random) {
    return new RunLimits(
        25_000 + random.nextInt(20_000),
        1 + random.nextInt(40),
        RunLimits.DEFAULT.valueBytes(),
        random.nextInt(4) == 0 ? 200 + random.nextInt(5000) : RunLimits.DEFAULT.heldBytes(),
        RunLimits.DEFAULT.emittedBytes(),
        Optional.empty());
  }

  private static String report(Engine engine, Module module, RunLimits limits) {
    try (Bench bench = new Bench()) {
      bench.engine = engine;
      bench.limits = limits;
      bench.parameters.put("v1", StringValue.of("given"));
      Outcome outcome = bench.run(module);
      return "%s%n%s".formatted(outcome, String.join("\n", bench.output.lines));
    }
  }
}
