package coop.covm.cli;

import coop.covm.error.CovmException;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.SourceFile;
import java.util.List;
import java.util.Map;

/** A program that does not compile. Its code and message are those of its first error. */
final class ProgramException extends CovmException {
  private static final long serialVersionUID = 1L;

  private final transient SourceFile source;
  private final transient List<Diagnostic> diagnostics;

  /**
   * @param diagnostics all that is wrong or doubtful, in the order of the text, at least one error
   */
  ProgramException(SourceFile source, List<Diagnostic> diagnostics) {
    Diagnostic first = firstError(diagnostics);
    super(first.code(), first.message(), Map.of(), null);
    this.source = source;
    this.diagnostics = List.copyOf(diagnostics);
  }

  private static Diagnostic firstError(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .filter(diagnostic -> diagnostic.severity() == Diagnostic.Severity.ERROR)
        .findFirst()
        .orElseThrow();
  }

  SourceFile source() {
    return source;
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** The error that gives this exception its code and message. */
  Diagnostic first() {
    return firstError(diagnostics);
  }
}
