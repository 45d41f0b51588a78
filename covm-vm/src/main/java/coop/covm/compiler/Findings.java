package coop.covm.compiler;

import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.Diagnostics;
import coop.covm.syntax.SourceFile;
import coop.covm.syntax.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the compiler finds in one file. Errors and warnings are counted apart: many warnings must
 * not keep a program from compiling.
 */
final class Findings {
  private final SourceFile source;
  private final Diagnostics errors = new Diagnostics();
  private final List<Diagnostic> warnings = new ArrayList<>();
  private int errorCount;

  Findings(SourceFile source) {
    this.source = source;
  }

  void error(DiagnosticCode code, String message, Span span) {
    error(Diagnostic.error(code, message, span));
  }

  void error(DiagnosticCode code, String message, Span span, String hint) {
    error(Diagnostic.error(code, message, span).withHint(hint));
  }

  void error(Diagnostic error) {
    errors.report(error);
    errorCount++;
  }

  /** Whether further errors are only counted, so that no work need go into their hints. */
  boolean isFull() {
    return errorCount >= Diagnostics.MAX_REPORTED;
  }

  /** Keeps the first {@link Diagnostics#MAX_REPORTED} of them. */
  void warning(Diagnostic warning) {
    if (warnings.size() < Diagnostics.MAX_REPORTED) {
      warnings.add(warning);
    }
  }

  boolean hasErrors() {
    return !errors.isEmpty();
  }

  /** The line of a place, from 1. */
  int line(Span span) {
    return source.line(span.start());
  }

  /** Where the statement ends at the latest that begins with this: at a line end or semicolon. */
  int statementEnd(Span span) {
    String text = source.text();
    int end = span.end();
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != ';') {
      end++;
    }
    return end;
  }

  /** The text of a place as it is written, on one line, shortened. */
  String written(Span span) {
    String text = source.text().substring(span.start(), span.end());
    int lineEnd = text.indexOf('\n');
    return Shown.shortened(lineEnd < 0 ? text : text.substring(0, lineEnd).stripTrailing() + "…");
  }

  /** Everything, in the order of the text. */
  List<Diagnostic> inOrder() {
    List<Diagnostic> all = new ArrayList<>(errors.toList());
    all.addAll(warnings);
    all.sort(Comparator.comparingInt(found -> found.span().start()));
    return all;
  }
}
