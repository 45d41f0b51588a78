package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import java.util.Locale;

/** The process of the {@code covm} command. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    // Messages are in one language, so their digits are too.
    Locale.setDefault(Locale.ROOT);
    int exitCode = new Covm(Terminal.standard()).run(arguments);
    // Halts at once where a plain return would wait for threads that a failed command left.
    System.exit(exitCode);
  }
}
