package coop.covm.cli;

import coop.covm.cli.output.ClosedPipeException;
import coop.covm.cli.output.CommandError;
import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Terminal;
import coop.covm.error.CovmException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * One call of the command: finds out what is asked for, does it, and turns whatever goes wrong into
 * one sentence and an exit code.
 */
final class CovmCommand {
  /** Set to 1 to see where in COVM a fault of COVM itself happened. */
  private static final String DEBUG = "COVM_DEBUG";

  private final Terminal terminal;

  CovmCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Never throws; the result is the exit code of the process. */
  int run(String[] arguments) {
    boolean json = wantsJson(arguments);
    try {
      return dispatch(arguments);
    } catch (ClosedPipeException e) {
      return Exit.CLOSED_PIPE;
    } catch (CovmException e) {
      return report(e, json, e.code().kind().exitCode());
    } catch (OutOfMemoryError e) {
      return report(outOfMemory(), json, CommandError.OUT_OF_MEMORY.kind().exitCode());
    } catch (RuntimeException | Error e) {
      return reportFault(e, json);
    }
  }

  private int dispatch(String[] arguments) {
    CommandTree tree = CommandTree.of(arguments);
    ParseResult parsed;
    try {
      parsed = tree.root().parseArgs(Usage.marked(arguments));
    } catch (ParameterException e) {
      throw UsageErrors.of(e);
    }
    while (parsed.hasSubcommand() && !parsed.isUsageHelpRequested()) {
      parsed = parsed.subcommand();
    }
    CommandLine line = parsed.commandSpec().commandLine();
    if (parsed.isUsageHelpRequested()) {
      HelpCommand.show(line, terminal);
      return Exit.OK;
    }
    Command command = tree.command(parsed.commandSpec());
    if (command == null) {
      throw UsageErrors.commandMissing(line);
    }
    return PagerOption.run(command, parsed, terminal);
  }

  private int report(CovmException error, boolean json, int exitCode) {
    terminal.notes().line(ErrorReport.text(error));
    if (json) {
      try {
        terminal.out().json(ErrorReport.failed(error));
      } catch (ClosedPipeException | CommandException nobodyReads) {
        // The sentence above has said it.
      }
    }
    return exitCode;
  }

  private static CommandException outOfMemory() {
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    return new CommandException(
        CommandError.OUT_OF_MEMORY,
        "Java has %,d MiB of memory and this needs more; give it more with COVM_JAVA_OPTIONS=-Xmx2g, or bound the program with --max-memory"
            .formatted(megabytes));
  }

  private int reportFault(Throwable fault, boolean json) {
    if (json) {
      report(internal(fault), true, Exit.INTERNAL);
    } else {
      terminal.notes().line(ErrorReport.text(internal(fault)));
    }
    if ("1".equals(System.getenv(DEBUG))) {
      StringWriter trace = new StringWriter();
      fault.printStackTrace(new PrintWriter(trace));
      terminal.notes().line(trace.toString().stripTrailing());
    }
    return Exit.INTERNAL;
  }

  private static CommandException internal(Throwable fault) {
    return new CommandException(
        CommandError.INTERNAL,
        "this is a fault in COVM %s, not in your program (%s); please report it with what COVM_DEBUG=1 shows"
            .formatted(VersionCommand.version(), fault.getClass().getSimpleName()));
  }

  /** Asked before the arguments are parsed, for they may be wrong. */
  private static boolean wantsJson(String[] arguments) {
    List<String> all = Arrays.asList(arguments);
    int end = all.indexOf("--");
    return all.subList(0, end < 0 ? all.size() : end).contains(JsonOption.NAME);
  }
}
