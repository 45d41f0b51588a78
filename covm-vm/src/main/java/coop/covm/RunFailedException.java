package coop.covm;

import coop.covm.engine.Trap;
import coop.covm.error.CovmException;
import coop.covm.syntax.SourceFile;

/**
 * A run that did not reach its end. Its code and facts are those of what ended it, its message says
 * that and where in the program it happened.
 */
public final class RunFailedException extends CovmException {
  private static final long serialVersionUID = 1L;

  private final transient Trap trap;
  private final transient RunResult result;

  RunFailedException(SourceFile source, Trap trap, RunResult result) {
    super(trap.code(), message(source, trap), trap.facts(), null);
    this.trap = trap;
    this.result = result;
  }

  private static String message(SourceFile source, Trap trap) {
    int offset = trap.calls().getFirst().start();
    return "%s:%s:%s: %s"
        .formatted(source.name(), source.line(offset), source.column(offset), trap.message());
  }

  /** What ended the run, with the calls that led there. */
  public Trap trap() {
    return trap;
  }

  /** What the run had done before: what it emitted and committed is done. */
  public RunResult result() {
    return result;
  }
}
