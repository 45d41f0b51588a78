package coop.covm.lint;

import coop.covm.compiler.Compilation;
import coop.covm.compiler.Compiler;
import coop.covm.syntax.DiagnosticRenderer;
import coop.covm.syntax.SourceFile;
import java.util.List;
import java.util.stream.Collectors;

/** What lint finds in a text. */
final class Linted {
  private Linted() {}

  /** The findings in a text, which must compile. */
  static List<Finding> text(String text) {
    return in(new SourceFile("p.covm", text));
  }

  static List<Finding> in(SourceFile source) {
    Compilation compilation = Compiler.compile(source);
    if (compilation.module().isEmpty()) {
      throw new AssertionError("no program: " + compilation.diagnostics() + "\n" + source.text());
    }
    return Linter.lint(source, compilation.diagnostics());
  }

  /** The codes of the findings, each behind its line. */
  static List<String> codes(String text) {
    SourceFile source = new SourceFile("p.covm", text);
    return in(source).stream()
        .map(finding -> source.line(finding.span().start()) + " " + finding.code().code())
        .toList();
  }

  /** All findings as people are shown them. */
  static String shown(SourceFile source) {
    DiagnosticRenderer renderer = new DiagnosticRenderer(DiagnosticRenderer.Colour.NONE);
    return in(source).stream()
        .map(finding ->
            renderer.renderWarning(
                source,
                finding.code().code(),
                finding.message(),
                finding.span(),
                finding.remedy(),
                finding.related()))
        .collect(Collectors.joining("\n"));
  }
}
