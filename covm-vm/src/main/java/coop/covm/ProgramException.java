package coop.covm;

import coop.covm.error.CovmException;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.DiagnosticRenderer;
import coop.covm.syntax.SourceFile;
import java.util.List;
import java.util.Map;

/**
 * A program that does not compile. Its code is that of its first error, its message says that and
 * where it is; {@link #report} tells all.
 */
public final class ProgramException extends CovmException {
  private static final long serialVersionUID = 1L;

  private final transient SourceFile source;
  private final transient List<Diagnostic> diagnostics;

  /**
   * @param diagnostics all that is wrong or doubtful, in the order of the text, at least one error
   */
  public ProgramException(SourceFile source, List<Diagnostic> diagnostics) {
    Diagnostic first = firstError(diagnostics);
    super(first.code(), message(source, first), Map.of(), null);
    this.source = source;
    this.diagnostics = List.copyOf(diagnostics);
  }

  private static Diagnostic firstError(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .filter(diagnostic -> diagnostic.severity() == Diagnostic.Severity.ERROR)
        .findFirst()
        .orElseThrow();
  }

  private static String message(SourceFile source, Diagnostic first) {
    int offset = first.span().start();
    return "%s:%s:%s: %s"
        .formatted(source.name(), source.line(offset), source.column(offset), first.message());
  }

  public SourceFile source() {
    return source;
  }

  /** All that is wrong or doubtful, in the order of the text. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** The error that gives this exception its code and message. */
  public Diagnostic first() {
    return firstError(diagnostics);
  }

  /** All of it for people, each with its line, as {@code covm check} prints it. */
  public String report() {
    return new DiagnosticRenderer(DiagnosticRenderer.Colour.NONE)
        .render(source, diagnostics)
        .stripTrailing();
  }
}
