package coop.covm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Module;
import coop.covm.engine.Engine;
import coop.covm.engine.GeneratingEngine;
import coop.covm.engine.Interpreter;
import coop.covm.engine.Output;
import coop.covm.engine.RunLimits;
import coop.covm.engine.RunRequest;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.Store;
import java.util.ArrayList;
import java.util.List;
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
    Lines output = new Lines();
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

  private static final class Lines implements Output {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void emit(String text) {
      lines.add(text);
    }

    @Override
    public void event(String category, String message) {
      lines.add("event " + category + ": " + message);
    }

    @Override
    public void rolledBack(String text) {
      lines.add("rolled back: " + text);
    }

    @Override
    public void rolledBackEvent(String category, String message) {
      lines.add("rolled back event " + category + ": " + message);
    }

    @Override
    public void dump(String text) {
      lines.add("dump: " + text);
    }
  }
}
