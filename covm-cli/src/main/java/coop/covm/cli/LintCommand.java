package coop.covm.cli;

import coop.covm.CompiledProgram;
import coop.covm.cli.output.Terminal;
import coop.covm.error.ErrorKind;
import coop.covm.lint.Finding;
import coop.covm.lint.Linter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm lint}: says what is doubtful in programs that compile, and what to do about it. */
final class LintCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Usage.command(
            "lint",
            "Say what is doubtful in programs that compile, and how to mend it.",
            "covm lint examples/*.covm")
        .addPositional(Usage.parameters("1..*", "FILE", "Programs, or - for standard input."))
        .addOption(JsonOption.lines());
  }

  /** Looks at all files, also behind one that does not compile. */
  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    boolean json = JsonOption.isSet(arguments);
    return EachFile.of(
        arguments,
        terminal,
        file -> {
          CompiledProgram program =
              ProgramInput.compiledText(
                  file, ProgramInput.bytes(file, terminal.input()), "looked through");
          List<Finding> findings = Linter.lint(program.source(), program.warnings());
          if (json) {
            findings.forEach(
                finding -> terminal.out().json(ShownFinding.json(program.source(), finding)));
          } else if (!findings.isEmpty()) {
            terminal.out().line(ShownFinding.text(program.source(), findings));
          }
          return findings.isEmpty() ? Exit.OK : ErrorKind.PROGRAM.exitCode();
        });
  }
}
