package coop.covm.lint;

import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.Span;
import java.util.List;

/**
 * One thing that is doubtful in a program.
 *
 * @param message one sentence without a full stop: what is wrong
 * @param span where
 * @param remedy one sentence without a full stop: what to do
 * @param related other places that the message speaks of
 */
public record Finding(
    LintCode code, String message, Span span, String remedy, List<Diagnostic.Related> related) {
  public Finding {
    related = List.copyOf(related);
  }

  Finding(LintCode code, String message, Span span, String remedy) {
    this(code, message, span, remedy, List.of());
  }
}
