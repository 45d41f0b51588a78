package coop.covm.syntax;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects what is wrong with one file. It keeps the first {@value #MAX_REPORTED} and counts the
 * rest, so that a file that is no program does not bury the reader. Not safe for use by several
 * threads.
 */
public final class Diagnostics {
  /** How many diagnostics of one file are kept. */
  public static final int MAX_REPORTED = 100;

  private final List<Diagnostic> kept = new ArrayList<>();
  private int left;
  private Span firstLeft = new Span(0, 0);

  public void report(Diagnostic diagnostic) {
    if (kept.size() < MAX_REPORTED) {
      kept.add(diagnostic);
      return;
    }
    if (left == 0) {
      firstLeft = diagnostic.span();
    }
    left++;
  }

  public void error(DiagnosticCode code, String message, Span span) {
    report(Diagnostic.error(code, message, span));
  }

  public void error(DiagnosticCode code, String message, Span span, String hint) {
    report(Diagnostic.error(code, message, span).withHint(hint));
  }

  /** Whether anything was reported. */
  public boolean isEmpty() {
    return kept.isEmpty();
  }

  /** Whether further reports are only counted, so that nobody reads their text. */
  public boolean isFull() {
    return kept.size() == MAX_REPORTED;
  }

  /**
   * What was kept, in the order of the text, and of the reports where two begin at one place; a
   * last one says how many were left out.
   */
  public List<Diagnostic> toList() {
    List<Diagnostic> sorted = new ArrayList<>(kept);
    sorted.sort(Comparator.comparingInt(diagnostic -> diagnostic.span().start()));
    if (left > 0) {
      sorted.add(
          Diagnostic.error(
                  DiagnosticCode.TOO_MANY_ERRORS,
                  left == 1
                      ? "one more error is not shown"
                      : "%s more errors are not shown".formatted(left),
                  firstLeft)
              .withHint("correct those above first"));
    }
    return sorted;
  }
}
