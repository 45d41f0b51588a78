package coop.covm.cli.repl;

/**
 * What came of what was typed.
 *
 * @param exitCode 0, or what a process that stops at this error ends with
 * @param quits whether the shell was asked to end
 */
public record Reply(int exitCode, boolean quits) {
  static final Reply DONE = new Reply(0, false);
  static final Reply QUIT = new Reply(0, true);

  static Reply failed(int exitCode) {
    return new Reply(exitCode, false);
  }

  boolean isFailed() {
    return exitCode != 0;
  }
}
