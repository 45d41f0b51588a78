package coop.covm.cli;

import coop.covm.cli.output.Terminal;

/** The process of the {@code covm} command. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    int exitCode = new Covm(Terminal.standard()).run(arguments);
    // Halts at once where a plain return would wait for threads that a failed command left.
    System.exit(exitCode);
  }
}
