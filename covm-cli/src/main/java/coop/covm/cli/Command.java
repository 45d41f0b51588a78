package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command of {@code covm}: what it takes, and what it does. */
interface Command {
  /** Name, options, parameters and help. */
  CommandSpec spec();

  /**
   * Does what was asked for.
   *
   * @param arguments what was given to this command, parsed
   * @return the exit code of the process
   * @throws coop.covm.error.CovmException for everything that may go wrong; the caller reports it
   * @throws coop.covm.cli.output.ClosedPipeException if nobody reads standard output any more
   */
  int run(ParseResult arguments, Terminal terminal);
}
