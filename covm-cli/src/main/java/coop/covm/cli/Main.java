package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import java.util.Locale;

/** The process of the {@code covm} command. */
public final class Main {
  /** How what a store logs, such as a repair, is printed: a note like all others. */
  private static final String LOG_FORMAT = "covm: %5$s%n";

  /** Types that picocli looks up at each start to read arguments as; all of ours are texts. */
  private static final String NO_ARGUMENTS = "java[.].*";

  private Main() {}

  public static void main(String[] arguments) {
    // Messages are in one language, so their digits are too.
    Locale.setDefault(Locale.ROOT);
    System.setProperty("java.util.logging.SimpleFormatter.format", LOG_FORMAT);
    System.setProperty("picocli.converters.excludes", NO_ARGUMENTS);
    int exitCode = new CovmCommand(Terminal.standard()).run(arguments);
    // Halts at once where a plain return would wait for threads that a failed command left.
    System.exit(exitCode);
  }
}
