package coop.covm.golden;

import coop.covm.bytecode.Module;
import coop.covm.compiler.Compilation;
import coop.covm.compiler.Compiler;
import coop.covm.engine.Interpreter;
import coop.covm.engine.Outcome;
import coop.covm.engine.Output;
import coop.covm.engine.RunRequest;
import coop.covm.engine.Tracer;
import coop.covm.storage.Caller;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.Store;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.Literals;
import coop.covm.syntax.SourceFile;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Compiles and runs programs for the tests of this package. */
final class Programs {
  private Programs() {}

  /** Compiles a program that must compile. */
  static Module compile(String name, String text) {
    Compilation compilation = Compiler.compile(new SourceFile(name, text));
    return compilation
        .module()
        .orElseThrow(() -> new AssertionError(name + ": " + compilation.diagnostics()));
  }

  /** Compiles an example. */
  static Module example(String file) {
    return compile(file, GoldenFiles.read(GoldenFiles.PROJECT.resolve("examples").resolve(file)));
  }

  /** Errors and warnings of a program. */
  static List<Diagnostic> diagnostics(String text) {
    return Compiler.compile(new SourceFile("program", text)).diagnostics();
  }

  static Session session(Store store, GoldenOptions options, Optional<String> programText) {
    return session(store, new Caller(options.principal(), Optional.empty()), options, programText);
  }

  static Session session(
      Store store, Caller caller, GoldenOptions options, Optional<String> programText) {
    return store.session(
        new SessionOptions(
            caller,
            options.namespace(),
            new RunStatement(
                programText,
                options.parameters(),
                UUID.randomUUID(),
                options.nowSeconds(),
                Map.of())));
  }

  static RunRequest request(
      Session session, GoldenOptions options, Output output, Optional<Tracer> tracer) {
    return new RunRequest(
        session,
        options.parameters(),
        options.limits(),
        options.nowSeconds(),
        options.atomic(),
        output,
        tracer);
  }

  /** Runs a small program in a session of its own; it must end without an error. */
  static Outcome runAside(Store store, String text) {
    return runAside(store, Caller.NOBODY, text);
  }

  /** The same for somebody. */
  static Outcome runAside(Store store, Caller caller, String text) {
    Module module = compile("aside", text);
    try (Session session =
        session(store, caller, GoldenOptions.NONE, Optional.of(module.source()))) {
      Outcome outcome =
          new Interpreter()
              .run(
                  module,
                  request(session, GoldenOptions.NONE, new OutputRecorder(), Optional.empty()));
      if (outcome.trap().isPresent()) {
        throw new AssertionError("'%s' ended with %s".formatted(text, outcome.trap().get()));
      }
      return outcome;
    }
  }

  /** A literal of the language, or else the text as a string. */
  static Value parameterValue(String text) {
    return switch (Literals.parse(text)) {
      case Literals.Valid valid -> valid.value();
      case Literals.Invalid ignored -> StringValue.of(text);
    };
  }
}
