package coop.covm.cli;

import coop.covm.ProgramException;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.engine.Trap;
import coop.covm.error.CovmException;
import coop.covm.error.ErrorCode;
import coop.covm.migration.MigrationException;
import coop.covm.migration.MigrationProblem;
import coop.covm.storage.exchange.ExchangeException;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.DiagnosticRenderer;
import coop.covm.syntax.DiagnosticReport;
import coop.covm.syntax.SourceFile;
import coop.covm.syntax.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What went wrong, as text for people and as JSON for programs, always in the same form. An error
 * in a program shows its place: file, line, column, the line itself, and the calls that led there.
 */
final class ErrorReport {
  /** How many calls of a deep stack people are shown at its inner and at its outer end. */
  private static final int SHOWN_CALLS = 5;

  /** How many calls, innermost first, a JSON error lists. */
  private static final int JSON_CALLS = 1_000;

  private static final DiagnosticRenderer RENDERER =
      new DiagnosticRenderer(DiagnosticRenderer.Colour.NONE);

  private ErrorReport() {}

  /** Any error but a trap, without a line end. */
  static String text(CovmException error) {
    return switch (error) {
      case ProgramException program -> text(program.source(), program.diagnostics());
      case ExchangeException exchange when exchange.place().isPresent() ->
          "%s: error %s: %s"
              .formatted(exchange.place().get(), exchange.code().code(), exchange.getMessage());
      case MigrationException migration ->
          String.join("\n", migration.problems().stream().map(ErrorReport::text).toList());
      default -> text(error.code(), error.getMessage());
    };
  }

  private static String text(MigrationProblem problem) {
    return problem
        .place()
        .map(place ->
            RENDERER
                .render(place.source(), problem.code(), problem.message(), place.span(), List.of())
                .stripTrailing())
        .orElseGet(() -> text(problem.code(), problem.message()));
  }

  private static Json json(MigrationProblem problem) {
    JsonObject json =
        new JsonObject()
            .with("code", Json.of(problem.code().code()))
            .with("name", Json.of(problem.code().title()))
            .with("message", Json.of(problem.message()));
    problem
        .place()
        .ifPresent(place -> {
          int start = place.span().start();
          json.with("file", Json.of(place.source().name()))
              .with("line", Json.of(place.source().line(start)))
              .with("column", Json.of(place.source().column(start)));
        });
    return json.json();
  }

  /** An error that has no place in a program. */
  static String text(ErrorCode code, String message) {
    return "covm: error %s: %s".formatted(code.code(), message);
  }

  static String text(SourceFile source, List<Diagnostic> diagnostics) {
    return RENDERER.render(source, diagnostics).stripTrailing();
  }

  static String text(Trap trap, SourceFile source) {
    List<Trap.CallSite> calls = trap.calls();
    List<Diagnostic.Related> outer = new ArrayList<>();
    for (int i = 1; i < calls.size(); i++) {
      if (i == SHOWN_CALLS && calls.size() > 2 * SHOWN_CALLS) {
        i = calls.size() - SHOWN_CALLS;
        outer.add(called(calls, i, "%,d calls further out, ".formatted(i - SHOWN_CALLS)));
      } else {
        outer.add(called(calls, i, ""));
      }
    }
    return RENDERER
        .render(source, trap.code(), trap.message(), span(calls.getFirst()), outer)
        .stripTrailing();
  }

  private static Diagnostic.Related called(List<Trap.CallSite> calls, int i, String further) {
    return new Diagnostic.Related(
        "%s'%s' was called here".formatted(further, calls.get(i - 1).function()),
        span(calls.get(i)));
  }

  static Json json(CovmException error) {
    if (error instanceof ProgramException program) {
      DiagnosticReport place = DiagnosticReport.of(program.source(), program.first());
      return coded(error.code(), program.first().message(), error.facts())
          .with("file", Json.of(place.file()))
          .with("line", Json.of(place.line()))
          .with("column", Json.of(place.column()))
          .with("calls", new Json("[]"))
          .json();
    }
    return coded(error.code(), error.getMessage(), error.facts())
        .with("calls", new Json("[]"))
        .json();
  }

  static Json json(Trap trap, SourceFile source) {
    List<Trap.CallSite> calls = trap.calls();
    int start = calls.getFirst().start();
    return coded(trap.code(), trap.message(), trap.facts())
        .with("file", Json.of(source.name()))
        .with("line", Json.of(source.line(start)))
        .with("column", Json.of(source.column(start)))
        .with(
            "calls",
            Json.array(
                calls.subList(0, Math.min(calls.size(), JSON_CALLS)), call -> json(call, source)))
        .json();
  }

  private static Json json(Trap.CallSite call, SourceFile source) {
    return new JsonObject()
        .with("function", Json.of(call.function()))
        .with("line", Json.of(source.line(call.start())))
        .with("column", Json.of(source.column(call.start())))
        .json();
  }

  private static JsonObject coded(ErrorCode code, String message, Map<String, String> facts) {
    return new JsonObject()
        .with("code", Json.of(code.code()))
        .with("name", Json.of(code.title()))
        .with("message", Json.of(message))
        .with("facts", Json.object(facts));
  }

  /** One diagnostic of a source text. */
  static Json json(SourceFile source, Diagnostic diagnostic) {
    DiagnosticReport report = DiagnosticReport.of(source, diagnostic);
    return new JsonObject()
        .with("severity", Json.of(report.severity()))
        .with("code", Json.of(report.code()))
        .with("name", Json.of(report.name()))
        .with("message", Json.of(report.message()))
        .with("file", Json.of(report.file()))
        .with("line", Json.of(report.line()))
        .with("column", Json.of(report.column()))
        .with("endLine", Json.of(report.endLine()))
        .with("endColumn", Json.of(report.endColumn()))
        .with("hint", Json.ofOptional(report.hint(), Json::of))
        .with("related", Json.array(report.related(), ErrorReport::json))
        .json();
  }

  /** A second place that a diagnostic speaks of. */
  static Json json(SourceFile source, Diagnostic.Related related) {
    return json(DiagnosticReport.related(source, related));
  }

  private static Json json(DiagnosticReport.Related related) {
    return new JsonObject()
        .with("line", Json.of(related.line()))
        .with("column", Json.of(related.column()))
        .with("endLine", Json.of(related.endLine()))
        .with("endColumn", Json.of(related.endColumn()))
        .with("note", Json.of(related.note()))
        .json();
  }

  /** The document of a command that failed before it had anything else to tell. */
  static Json failed(CovmException error) {
    JsonObject document = new JsonObject().with("status", Json.of("failed"));
    document.with("error", json(error));
    if (error instanceof ProgramException program) {
      document.with(
          "diagnostics",
          Json.array(program.diagnostics(), diagnostic -> json(program.source(), diagnostic)));
    }
    if (error instanceof MigrationException migration) {
      document.with("problems", Json.array(migration.problems(), ErrorReport::json));
    }
    return document.json();
  }

  private static Span span(Trap.CallSite call) {
    return new Span(call.start(), call.end());
  }
}
