package coop.covm.error;

/**
 * What somebody can do about an error. Each kind has one process exit code, after BSD's sysexits.
 */
public enum ErrorKind {
  /** The command was called wrongly. */
  USAGE(64),
  /** The text of a program does not compile, or a compiled module is not sound. */
  PROGRAM(65),
  /** A file of data is not what it has to be. */
  DATA(65),
  /** An input file or store is not there. */
  MISSING_INPUT(66),
  /** The run of a program failed; the program, its input or a limit must change. */
  RUN(70),
  /** The storage itself failed: a disk, a damaged file, a format of a newer release. */
  STORAGE(74),
  /** Somebody else was quicker; the same call may succeed when tried again. */
  CONFLICT(75),
  /** The principal may not do this. */
  DENIED(77);

  private final int exitCode;

  ErrorKind(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The exit code of a process that ends because of an error of this kind. */
  public int exitCode() {
    return exitCode;
  }
}
