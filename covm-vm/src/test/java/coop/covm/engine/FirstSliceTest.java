package coop.covm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Module;
import coop.covm.storage.Session;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Code is generated for programs that outlast a first slice of fuel, and for no others. */
final class FirstSliceTest {
  private final GeneratedClasses classes = new GeneratedClasses();

  @Test
  void aSmallProgramIsInterpretedHoweverOftenItRuns() {
    Module module = Bench.compile("push \"hello\"\nemit\n");
    run(module);
    run(module);
    assertThat(classes.knows(module)).isFalse();
  }

  @Test
  void codeIsGeneratedForAProgramThatLasts() {
    Module module = Bench.compile("loop 5000:\n  push 1; pop\n");
    run(module);
    assertThat(classes.knows(module)).isTrue();
  }

  private void run(Module module) {
    try (Bench bench = new Bench();
        Session session = bench.session()) {
      RunRequest request =
          new RunRequest(
              session, Map.of(), bench.limits, 0, bench.atomic, bench.output, Optional.empty());
      Outcome outcome =
          new Execution(module, request, machine -> new GeneratedTier(machine, classes).run(false))
              .outcome();
      assertThat(outcome.trap()).isEmpty();
    }
  }
}
