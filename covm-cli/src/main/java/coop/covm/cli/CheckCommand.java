package coop.covm.cli;

import coop.covm.CompiledProgram;
import coop.covm.ProgramException;
import coop.covm.cli.output.Terminal;
import coop.covm.error.CovmException;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.SourceFile;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm check}: says what is wrong or doubtful in programs, and runs nothing. */
final class CheckCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Usage.command(
            "check",
            "Say what is wrong or doubtful in programs, without running them.",
            "covm check examples/treasury.covm")
        .addPositional(
            Usage.parameters(
                "1..*", "FILE", "Programs or compiled modules, or - for standard input."))
        .addOption(JsonOption.lines());
  }

  /** Checks all files, also behind one that is missing; the first error decides the exit code. */
  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    boolean json = JsonOption.isSet(arguments);
    int exitCode = Exit.OK;
    for (String file : Usage.texts(arguments)) {
      try {
        CompiledProgram program = ProgramInput.read(file, terminal.input());
        show(program.source(), program.warnings(), json, terminal);
      } catch (ProgramException e) {
        show(e.source(), e.diagnostics(), json, terminal);
        exitCode = exitCode == Exit.OK ? e.code().kind().exitCode() : exitCode;
      } catch (CovmException e) {
        if (json) {
          terminal.out().json(ErrorReport.failed(e));
        }
        terminal.notes().line(ErrorReport.text(e));
        exitCode = exitCode == Exit.OK ? e.code().kind().exitCode() : exitCode;
      }
    }
    return exitCode;
  }

  private static void show(
      SourceFile source, List<Diagnostic> diagnostics, boolean json, Terminal terminal) {
    if (json) {
      for (Diagnostic diagnostic : diagnostics) {
        terminal.out().json(ErrorReport.json(source, diagnostic));
      }
    } else if (!diagnostics.isEmpty()) {
      terminal.notes().line(ErrorReport.text(source, diagnostics));
    }
  }
}
