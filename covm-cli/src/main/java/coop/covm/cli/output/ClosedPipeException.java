package coop.covm.cli.output;

/**
 * The reader of standard output has gone, as {@code head} does: no error, but there is nobody left
 * to print for. Ends the process quietly.
 */
public final class ClosedPipeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClosedPipeException() {
    super("standard output is closed", null, false, false);
  }
}
