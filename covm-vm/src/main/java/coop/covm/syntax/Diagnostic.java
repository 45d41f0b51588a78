package coop.covm.syntax;

import java.util.List;
import java.util.Optional;

/**
 * One thing that is wrong, or doubtful, in the text of a program.
 *
 * @param severity whether it keeps the program from compiling
 * @param message one sentence without a full stop: what is wrong and what was expected
 * @param span where, in the file that is being compiled
 * @param hint the remedy, such as {@code did you mean 'push'?}
 * @param related other places that the message speaks of
 */
public record Diagnostic(
    Severity severity,
    DiagnosticCode code,
    String message,
    Span span,
    Optional<String> hint,
    List<Related> related) {
  public Diagnostic {
    related = List.copyOf(related);
  }

  public static Diagnostic error(DiagnosticCode code, String message, Span span) {
    return new Diagnostic(Severity.ERROR, code, message, span, Optional.empty(), List.of());
  }

  public static Diagnostic warning(DiagnosticCode code, String message, Span span) {
    return new Diagnostic(Severity.WARNING, code, message, span, Optional.empty(), List.of());
  }

  /** The same with a remedy. */
  public Diagnostic withHint(String remedy) {
    return new Diagnostic(severity, code, message, span, Optional.of(remedy), related);
  }

  /** The same with one more related place. */
  public Diagnostic withRelated(String note, Span place) {
    List<Related> more = new java.util.ArrayList<>(related);
    more.add(new Related(note, place));
    return new Diagnostic(severity, code, message, span, hint, more);
  }

  /** Whether a program compiles in spite of it. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** A second place, with what it has to do with the matter. */
  public record Related(String note, Span span) {}
}
