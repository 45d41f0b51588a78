package coop.covm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Module;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Generated code that does not count each value it loads stops where the interpreter does, whatever
 * a run may hold.
 */
final class LendingTest {
  /** Small, so that the limits of what is held lie around what generated code calls roomy. */
  private static final int VALUE_BYTES = 150;

  private static final String SET_UP =
      """
      push {"a": 1, "b": [1, 2, 3]}; store m
      push "a"; store k; push "b"; store l; push 3; store n; push 1e300; store big
      loop 3:
      """;

  /** Fills what is left, so that the error says to the byte what was held. */
  private static final String FILL =
      "push \"0123456789\"; push 14; mul\n" + "dup\n".repeat(25) + "pop\n".repeat(26);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "load m; load k; load m; load k; get; push 1; add; put; store m",
        "load m; load l; load m; load l; get; load n; append; put; store m",
        "load m; load l; get; push 0; get; load n; add; emit",
        "load m; load k; load l; load m; load l; get; load n; load n; mul; emit; pop; pop; pop; pop",
        "load m; load big; load big; mul; pop; pop",
        "load m; load k; load big; load n; div; put; store m",
        "load m; load l; load k; get; emit; pop",
        "load m; load k; load l; load m; load k; load l; load m; load k; load l; load m; load k; get;"
            + " emit; pop; pop; pop; pop; pop; pop; pop; pop; pop",
        "load m; load l; load m; load l; get; load l; append; put; dup; store m; pop",
        "load m; load l; load k; put; store m; load m; load l; load m; put; store m",
        "load m; load k; load n; load k; add; put; store m",
        "load k; load l; load m; load k; get; push 1; gt\n  if:\n    load m; pop\n  pop; pop",
        "load m; load k; store l; load l; get; emit",
        "load m; load l; get; load n; load m; load k; get; put; pop",
        "load m; load k; load k; load k; add; store k; load n; put; pop",
      })
  void stopsWhereTheInterpreterDoes(String body) {
    Module module = Bench.compile(SET_UP + "  " + body + "\n" + FILL);
    Engine generating = GeneratingEngine.atOnce();
    int[] ends =
        IntStream.iterate(0, bytes -> bytes < 3000, bytes -> bytes + 7)
            .map(heldBytes -> {
              String expected = report(new Interpreter(), module, heldBytes);
              assertThat(report(generating, module, heldBytes))
                  .as("%s bytes", heldBytes)
                  .isEqualTo(expected);
              return expected.hashCode();
            })
            .distinct()
            .toArray();
    assertThat(ends).hasSizeGreaterThan(5);
  }

  private static String report(Engine engine, Module module, long heldBytes) {
    try (Bench bench = new Bench()) {
      bench.engine = engine;
      bench.limits = new RunLimits(100_000, 10, VALUE_BYTES, heldBytes, 1 << 20, Optional.empty());
      return bench.run(module) + "\n" + bench.output.lines;
    }
  }
}
