package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.lint.Finding;
import coop.covm.syntax.DiagnosticRenderer;
import coop.covm.syntax.SourceFile;
import java.util.List;
import java.util.stream.Collectors;

/** A finding of lint, as text for people and as JSON for programs. */
final class ShownFinding {
  private static final DiagnosticRenderer RENDERER =
      new DiagnosticRenderer(DiagnosticRenderer.Colour.NONE);

  private ShownFinding() {}

  /** All of a file, an empty line between two, without a line end. */
  static String text(SourceFile source, List<Finding> findings) {
    return findings.stream()
        .map(finding -> text(source, finding))
        .collect(Collectors.joining("\n\n"));
  }

  private static String text(SourceFile source, Finding finding) {
    return RENDERER
        .renderWarning(
            source,
            finding.code().code(),
            finding.message(),
            finding.span(),
            finding.remedy(),
            finding.related())
        .stripTrailing();
  }

  static Json json(SourceFile source, Finding finding) {
    int start = finding.span().start();
    int end = finding.span().end();
    return new JsonObject()
        .with("severity", Json.of("warning"))
        .with("code", Json.of(finding.code().code()))
        .with("message", Json.of(finding.message()))
        .with("file", Json.of(source.name()))
        .with("line", Json.of(source.line(start)))
        .with("column", Json.of(source.column(start)))
        .with("endLine", Json.of(source.line(end)))
        .with("endColumn", Json.of(source.column(end)))
        .with("hint", Json.of(finding.remedy()))
        .with(
            "related", Json.array(finding.related(), related -> ErrorReport.json(source, related)))
        .json();
  }
}
