package coop.covm.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.bytecode.Module;
import coop.covm.bytecode.ModuleFile;
import coop.covm.compiler.Compilation;
import coop.covm.compiler.Compiler;
import coop.covm.engine.Outcome;
import coop.covm.engine.Tracer;
import coop.covm.engine.Trap;
import coop.covm.golden.Expectation.Kind;
import coop.covm.golden.GoldenProgram.Meanwhile;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Session;
import coop.covm.storage.Store;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.SourceDecoder;
import coop.covm.syntax.SourceFile;
import coop.covm.value.ListValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of a golden program: prepares the store, runs, and tells what happened. */
final class GoldenRun {
  private static final List<String> ROOTS = List.of("member", "org", "vote");
  private static final List<String> ALL_ROOTS = List.of("member", "org", "system", "vote");

  private final GoldenProgram program;
  private final Variant variant;
  private final SourceFile source;
  private final GoldenMembers members = new GoldenMembers();
  private final Map<Integer, Integer> meanwhilesDone = new HashMap<>();
  private int line;

  private GoldenRun(GoldenProgram program, Variant variant) {
    this.program = program;
    this.variant = variant;
    // As from a file: a byte order mark is skipped.
    this.source = SourceDecoder.decode(program.name(), program.text().getBytes(UTF_8));
  }

  /**
   * Runs the program on a new store.
   *
   * @param folder for stores that need one, not there yet
   * @param watched whether to notice the lines that were running
   */
  static Observation observe(GoldenProgram program, Variant variant, Path folder, boolean watched) {
    return new GoldenRun(program, variant).observe(variant.backend().url(folder), watched);
  }

  private Observation observe(String url, boolean watched) {
    Compilation compilation = Compiler.compile(source);
    List<Expectation> faults = new ArrayList<>();
    compilation.diagnostics().forEach(d -> faults.add(fault(d)));
    if (compilation.module().isEmpty()) {
      return new Observation(List.of(), faults, List.of(), List.of());
    }
    Module module = compilation.module().get();
    if (variant.fromFile()) {
      module = ModuleFile.read(ModuleFile.write(module));
    }
    OutputRecorder output = new OutputRecorder(() -> line);
    List<Expectation> ends = new ArrayList<>();
    Outcome outcome;
    List<Expectation> stored;
    try (Store store = Store.open(url, OpenMode.CREATE)) {
      members.prepare(store, program.options().access());
      program.setups().forEach(setup -> Programs.runAside(store, members.operator(), setup));
      outcome = run(module, store, output, watched);
      stored = stored(store);
    }
    if (variant.backend().durable()) {
      try (Store again = Store.open(url, OpenMode.EXISTING)) {
        if (!stored(again).equals(stored)) {
          throw new AssertionError(
              "after opening the store again: " + stored(again) + ", before: " + stored);
        }
      }
    }
    outcome.trap().ifPresent(trap -> faults.add(fault(trap)));
    if (!outcome.stack().isEmpty()) {
      ends.add(new Expectation(Kind.STACK, 0, ListValue.of(outcome.stack()).literal()));
    }
    ends.addAll(stored);
    return new Observation(output.entries(), faults, ends, costs(outcome));
  }

  private Outcome run(Module module, Store store, OutputRecorder output, boolean watched) {
    Optional<Tracer> tracer =
        watched || !program.meanwhiles().isEmpty()
            ? Optional.of(point -> arrive(point.line(), store))
            : Optional.empty();
    try (Session session =
        Programs.session(
            store,
            members.caller(program.options().principal()),
            program.options(),
            Optional.of(module.source()))) {
      Outcome outcome =
          variant
              .engine()
              .maker()
              .get()
              .run(module, Programs.request(session, program.options(), output, tracer));
      if (session.inTransaction()) {
        throw new AssertionError("the engine left a transaction open");
      }
      return outcome;
    }
  }

  private void arrive(int at, Store store) {
    if (at == line) {
      return;
    }
    line = at;
    Meanwhile meanwhile = program.meanwhiles().get(at);
    if (meanwhile != null && meanwhilesDone.merge(at, 1, Integer::sum) <= meanwhile.times()) {
      Programs.runAside(store, members.operator(), meanwhile.program());
    }
  }

  private Expectation fault(Diagnostic diagnostic) {
    Kind kind =
        switch (diagnostic.severity()) {
          case ERROR -> Kind.COMPILE_ERROR;
          case WARNING -> Kind.WARNING;
        };
    int at = source.line(diagnostic.span().start());
    return new Expectation(
        kind,
        at,
        "line %d: %s %s: %s"
            .formatted(
                at,
                diagnostic.code().code(),
                diagnostic.code().title(),
                diagnostic.message() + diagnostic.hint().map(hint -> "; " + hint).orElse("")));
  }

  private Expectation fault(Trap trap) {
    int at = source.line(trap.calls().getFirst().start());
    return new Expectation(
        Kind.ERROR,
        at,
        "line %d: %s %s: %s"
            .formatted(at, trap.code().code(), trap.code().title(), trap.message()));
  }

  private List<Expectation> stored(Store store) {
    List<Expectation> entries = new ArrayList<>();
    // Identities have keys that are new in each run.
    List<String> roots = program.options().access().isAny() ? ROOTS : ALL_ROOTS;
    try (Session session =
        Programs.session(store, members.operator(), GoldenOptions.NONE, Optional.empty())) {
      for (String root : roots) {
        for (Key key : session.listKeys(KeyPrefix.parse(root))) {
          String literal = session.get(key).orElseThrow().literal();
          entries.add(new Expectation(Kind.STORED, 0, key + " = " + literal));
        }
      }
    }
    if (entries.isEmpty()) {
      entries.add(new Expectation(Kind.STORED, 0, "nothing"));
    }
    return entries;
  }

  private static List<Expectation> costs(Outcome outcome) {
    return List.of(
        new Expectation(Kind.FUEL, 0, Long.toString(outcome.fuel())),
        new Expectation(Kind.INSTRUCTIONS, 0, Long.toString(outcome.instructions())),
        new Expectation(Kind.WRITES, 0, Long.toString(outcome.writes())),
        new Expectation(Kind.REVISION, 0, Long.toString(outcome.revision())));
  }
}
