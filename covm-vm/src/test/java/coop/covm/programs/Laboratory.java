package coop.covm.programs;

import coop.covm.bytecode.Module;
import coop.covm.compiler.Compilation;
import coop.covm.compiler.Compiler;
import coop.covm.engine.Engine;
import coop.covm.engine.GeneratingEngine;
import coop.covm.engine.Interpreter;
import coop.covm.engine.Outcome;
import coop.covm.engine.ReferenceEngine;
import coop.covm.engine.RunLimits;
import coop.covm.engine.RunRequest;
import coop.covm.engine.Tracer;
import coop.covm.engine.Trap;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.access.Role;
import coop.covm.storage.identity.SigningKey;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.memory.MemoryBackend;
import coop.covm.syntax.SourceFile;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs programs on stores that all hold the same before, with a clock that stands still, and tells
 * all that can be seen of a run. May be used by many threads at once.
 */
final class Laboratory implements AutoCloseable {
  private static final long NOW_SECONDS = 1_767_225_600L;
  private static final List<String> ROOTS = List.of("member", "org", "vote");

  private final Store stock =
      Store.over(new MemoryBackend(), OpenMode.CREATE, () -> Instant.ofEpochSecond(NOW_SECONDS));

  Laboratory() {
    SessionOptions operator =
        new SessionOptions(
            Optional.empty(), Optional.empty(), RunStatement.direct(new UUID(1, 2), NOW_SECONDS));
    stock.identities().create(Stock.MEMBER, SigningKey.generate().verifyingKey(), operator);
    stock.identities().grantRole(Stock.MEMBER, Role.parse(Stock.ROLE), operator);
    for (String program : Stock.SETUP) {
      try (Session session = session(stock, Optional.empty(), false)) {
        Outcome outcome =
            new Interpreter()
                .run(
                    compiled(program).orElseThrow(),
                    new RunRequest(
                        session,
                        Map.of(),
                        RunLimits.DEFAULT,
                        NOW_SECONDS,
                        false,
                        new Recorder(0, () -> {}),
                        Optional.empty()));
        if (outcome.trap().isPresent()) {
          throw new AssertionError(program + ": " + outcome.trap());
        }
      }
    }
    if (stock.revision() != Stock.REVISION) {
      throw new AssertionError("the stock has another revision: " + stock.revision());
    }
  }

  /** The module of a program, if it compiles. */
  static Optional<Module> compiled(String program) {
    Compilation compilation = Compiler.compile(new SourceFile("program.covm", program));
    return compilation.module();
  }

  /** A run that all others have to be like. */
  Observation referred(Module module, Conditions conditions) {
    return observe(new ReferenceEngine(), module, conditions, Optional.empty());
  }

  /** A run of the interpreter. */
  Observation interpreted(Module module, Conditions conditions) {
    return observe(new Interpreter(), module, conditions, Optional.empty());
  }

  /** A run that somebody watches, instruction by instruction. */
  Observation watched(Module module, Conditions conditions, Tracer tracer) {
    return observe(new Interpreter(), module, conditions, Optional.of(tracer));
  }

  /** A run of generated code. */
  Observation generated(Module module, Conditions conditions) {
    Engine engine =
        conditions.atOnce() ? GeneratingEngine.atOnce() : GeneratingEngine.afterFirstSlice();
    return observe(engine, module, conditions, Optional.empty());
  }

  private Observation observe(
      Engine engine, Module module, Conditions conditions, Optional<Tracer> tracer) {
    try (Store store = stock.overlay()) {
      Recorder output = new Recorder(conditions.meanwhiles(), () -> meanwhile(store));
      Outcome outcome;
      try (Session session =
          session(
              store,
              conditions.principal() ? Optional.of(Stock.MEMBER) : Optional.empty(),
              conditions.namespace())) {
        outcome =
            engine.run(
                module,
                new RunRequest(
                    session,
                    Map.of(ProgramWriter.GIVEN, conditions.given()),
                    conditions.limits(),
                    NOW_SECONDS,
                    conditions.atomic(),
                    output,
                    tracer));
        if (session.inTransaction()) {
          output.lines.add("left a transaction open");
        }
      }
      return observation(outcome, output.lines, store);
    }
  }

  private static Session session(Store store, Optional<String> principal, boolean namespace) {
    return store.session(
        new SessionOptions(
            principal,
            namespace ? Optional.of(KeyPrefix.parse("org/acme")) : Optional.empty(),
            RunStatement.direct(new UUID(1, 2), NOW_SECONDS)));
  }

  private static void meanwhile(Store store) {
    try (Session session = session(store, Optional.empty(), true)) {
      session.increment(Key.parse("org/acme/" + Stock.CONTENDED), NumberValue.of(100));
    }
  }

  private static Observation observation(Outcome outcome, List<String> output, Store store) {
    List<String> lines = new ArrayList<>(output);
    outcome.trap().ifPresent(trap -> lines.add(text(trap)));
    outcome.stack().forEach(value -> lines.add("left: " + value.literal()));
    lines.add("instructions: " + outcome.instructions());
    lines.add("fuel: " + outcome.fuel());
    lines.add("writes: " + outcome.writes());
    lines.add("revision: " + outcome.revision());
    try (StoreView view = store.view()) {
      for (long revision = Stock.REVISION + 1; revision <= view.revision(); revision++) {
        lines.add(text(view.commit(revision)));
      }
      for (String root : ROOTS) {
        for (Key key : view.listKeys(KeyPrefix.parse(root))) {
          lines.add(key + " = " + view.get(key).map(Value::literal));
        }
      }
    }
    return new Observation(
        outcome.trap().map(trap -> trap.code().title()).orElse("ok"), outcome.fuel(), lines);
  }

  private static String text(Trap trap) {
    return "%s %s: %s, facts %s, at %s"
        .formatted(
            trap.code().code(), trap.code().title(), trap.message(), trap.facts(), trap.calls());
  }

  /** A commit without its salts and digests, which are never the same. */
  private static String text(CommitRecord commit) {
    return "commit %s at %s by %s of %s, views %s: %s"
        .formatted(
            commit.revision(),
            commit.timeMillis(),
            commit.body().principal(),
            commit.body().place(),
            commit.body().views(),
            commit.body().changes().stream().map(Laboratory::text).toList());
  }

  private static String text(Change change) {
    return switch (change) {
      case Change.Set set -> set.key() + " := " + set.value().value().literal();
      case Change.Delete delete -> delete.key() + " removed";
      case Change.Increment increment ->
          "%s + %s = %s"
              .formatted(
                  increment.key(),
                  increment.amount().value().literal(),
                  increment.result().value().literal());
    };
  }

  @Override
  public void close() {
    stock.close();
  }
}
