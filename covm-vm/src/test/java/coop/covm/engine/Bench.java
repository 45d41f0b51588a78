package coop.covm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Module;
import coop.covm.compiler.Compilation;
import coop.covm.compiler.Compiler;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.Store;
import coop.covm.syntax.SourceFile;
import coop.covm.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Runs source text, on the interpreter if no other engine is set, on a memory store of its own. */
final class Bench implements AutoCloseable {
  final Store store = Store.open("memory:", OpenMode.CREATE);
  final Map<String, Value> parameters = new LinkedHashMap<>();
  Engine engine = new Interpreter();
  Recording output = new Recording();
  RunLimits limits = RunLimits.DEFAULT;
  boolean atomic;
  Optional<Tracer> tracer = Optional.empty();

  /** How a run ended, with what it put out. */
  record Result(Outcome outcome, List<String> lines, String source) {
    Trap trap() {
      return outcome.trap().orElseThrow(() -> new AssertionError("ended without a trap: " + this));
    }

    String error() {
      return outcome.trap().map(trap -> trap.code().title()).orElse("none");
    }

    /** The stack as literals, top last. */
    List<String> stack() {
      assertThat(outcome.trap()).isEmpty();
      return outcome.stack().stream().map(Value::literal).toList();
    }

    /** The source text of the instruction that trapped. */
    String trapped() {
      Trap.CallSite site = trap().calls().getFirst();
      return source.substring(site.start(), site.end());
    }
  }

  static Module compile(String source) {
    Compilation compilation = Compiler.compile(new SourceFile("test.covm", source));
    assertThat(compilation.module()).as(compilation.diagnostics().toString()).isPresent();
    return compilation.module().orElseThrow();
  }

  Session session() {
    return store.session(
        new SessionOptions(
            Optional.of("ada"),
            Optional.of(KeyPrefix.parse("org/acme")),
            RunStatement.direct(new UUID(1, 2), 1_700_000_000L)));
  }

  Result run(String source) {
    output = output.lines.isEmpty() ? output : new Recording();
    Outcome outcome = run(compile(source));
    return new Result(outcome, List.copyOf(output.lines), source);
  }

  Outcome run(Module module) {
    try (Session session = session()) {
      Outcome outcome =
          engine.run(
              module,
              new RunRequest(session, parameters, limits, 1_700_000_000L, atomic, output, tracer));
      assertThat(session.inTransaction()).isFalse();
      return outcome;
    }
  }

  /** Changes a key as somebody else. */
  void put(String key, Value value) {
    try (Session other = session()) {
      other.set(Key.parse(key), value);
    }
  }

  Optional<Value> value(String key) {
    try (Session other = session()) {
      return other.get(Key.parse(key));
    }
  }

  static Result of(String source) {
    try (Bench bench = new Bench()) {
      return bench.run(source);
    }
  }

  Bench limits(long fuel, int callDepth, long valueBytes, long heldBytes, long emittedBytes) {
    limits = new RunLimits(fuel, callDepth, valueBytes, heldBytes, emittedBytes, Optional.empty());
    return this;
  }

  @Override
  public void close() {
    store.close();
  }
}
