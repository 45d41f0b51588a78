package coop.covm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Module;
import coop.covm.engine.Engine;
import coop.covm.engine.GeneratingEngine;
import coop.covm.engine.Interpreter;
import coop.covm.engine.Recording;
import coop.covm.engine.RunLimits;
import coop.covm.engine.RunRequest;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.Store;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A module that the verifier accepted: it runs to its end or an error, the same by both engines.
 */
final class AcceptedModule {
  private static final long NOW_SECONDS = 1_767_225_600L;

  /** Little, but enough for generated code to be entered. */
  private static final RunLimits LIMITS =
      new RunLimits(20_500, 50, 1 << 14, 1 << 18, 1 << 14, Optional.empty());

  private AcceptedModule() {}

  static void check(Module module) {
    assertThat(run(GeneratingEngine.atOnce(), module)).isEqualTo(run(new Interpreter(), module));
  }

  private static String run(Engine engine, Module module) {
    Recording output = new Recording();
    try (Store store = Store.open("memory:", OpenMode.CREATE);
        Session session =
            store.session(
                new SessionOptions(
                    Optional.empty(),
                    Optional.of(KeyPrefix.parse("org/acme")),
                    RunStatement.direct(new UUID(1, 2), NOW_SECONDS)))) {
      return engine.run(
              module,
              new RunRequest(
                  session, Map.of(), LIMITS, NOW_SECONDS, false, output, Optional.empty()))
          + "\n"
          + output.lines;
    }
  }
}
