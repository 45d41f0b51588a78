package coop.covm.cli;

/**
 * Exit codes that belong to no kind of error. The others are those of {@link
 * coop.covm.error.ErrorKind}, after BSD's sysexits.
 */
final class Exit {
  static final int OK = 0;

  /** A fault in COVM itself. */
  static final int INTERNAL = 1;

  /** Interrupted from the keyboard: 128 and the number of SIGINT. */
  static final int INTERRUPTED = 130;

  /** The reader of standard output has gone: 128 and the number of SIGPIPE. */
  static final int CLOSED_PIPE = 141;

  private Exit() {}
}
