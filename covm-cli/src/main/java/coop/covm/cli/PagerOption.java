package coop.covm.cli;

import coop.covm.cli.output.ClosedPipeException;
import coop.covm.cli.output.Pager;
import coop.covm.cli.output.Terminal;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code --no-pager}: what a command prints on a terminal goes through a pager without it. */
final class PagerOption {
  static final String NAME = "--no-pager";
  private static final String OWN_VARIABLE = "COVM_PAGER";
  private static final String VARIABLE = "PAGER";

  private PagerOption() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
        Usage.flag(NAME, "Print all at once on a terminal too; else COVM_PAGER, PAGER or less."));
  }

  /** Runs a command, through a pager where it has this option and people look at what it prints. */
  static int run(Command command, ParseResult arguments, Terminal terminal) {
    if (arguments.commandSpec().findOption(NAME) == null
        || Usage.has(arguments, NAME)
        || !terminal.out().isTerminal()
        || isOff(System.getenv())) {
      return command.run(arguments, terminal);
    }
    try (Pager pager = new Pager(chosen(System.getenv()))) {
      return paged(command, arguments, terminal.withOutput(pager.out()));
    }
  }

  private static int paged(Command command, ParseResult arguments, Terminal terminal) {
    try {
      return command.run(arguments, terminal);
    } catch (ClosedPipeException e) {
      return Exit.OK; // whoever leaves the pager has seen enough
    }
  }

  /** As git has it: an empty text and {@code cat} mean none. */
  private static boolean isOff(Map<String, String> environment) {
    return chosen(environment)
        .map(pager -> pager.isBlank() || pager.strip().equals("cat"))
        .orElseGet(() -> environment.getOrDefault("TERM", "dumb").equals("dumb"));
  }

  private static Optional<String> chosen(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(OWN_VARIABLE))
        .or(() -> Optional.ofNullable(environment.get(VARIABLE)));
  }
}
