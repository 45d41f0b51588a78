package coop.covm.cli;

import coop.covm.cli.output.Channel;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.error.ErrorKind;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm format}: lays programs out in the one canonical way, or says which are not. */
final class FormatCommand implements Command {
  private static final String CHECK = "--check";
  private static final String DIFF = "--diff";

  @Override
  public CommandSpec spec() {
    return Usage.command(
            "format",
            "Lay programs out in the one canonical way; only white space changes.",
            "covm format examples/*.covm",
            "covm format --check examples/*.covm")
        .addPositional(
            Usage.parameters(
                "1..*", "FILE", "Programs, rewritten in place; - for standard input to output."))
        .addOption(
            Usage.flag(
                CHECK,
                "Change nothing; name the files that would change, and exit with 65 for any."))
        .addOption(Usage.flag(DIFF, "Like --check, but show what would change."))
        .addOption(JsonOption.lines());
  }

  /** Formats all files, also behind one that does not compile. */
  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    boolean json = JsonOption.isSet(arguments);
    boolean diff = Usage.has(arguments, DIFF);
    boolean writes = !diff && !Usage.has(arguments, CHECK);
    return EachFile.of(
        arguments,
        terminal,
        file -> {
          FormattedProgram program = FormattedProgram.read(file, terminal.input());
          boolean inPlace = writes && !file.equals(InputBytes.STANDARD_INPUT);
          if (inPlace && program.changes()) {
            program.write();
          }
          if (json) {
            terminal.out().json(document(program, writes, inPlace, diff));
          } else if (writes) {
            written(program, inPlace, terminal);
          } else if (program.changes()) {
            terminal.out().line(diff ? program.difference() : file);
          }
          return writes || !program.changes() ? Exit.OK : ErrorKind.PROGRAM.exitCode();
        });
  }

  private static void written(FormattedProgram program, boolean inPlace, Terminal terminal) {
    if (!inPlace) {
      text(program, terminal.out());
    } else if (program.changes()) {
      terminal.notes().line("covm: formatted %s".formatted(program.name()));
    }
  }

  /** A text without a line has no line end either. */
  private static void text(FormattedProgram program, Channel out) {
    String text = program.layout().text();
    if (!text.isEmpty()) {
      out.line(text.substring(0, text.length() - 1));
    }
  }

  private static Json document(
      FormattedProgram program, boolean writes, boolean inPlace, boolean diff) {
    JsonObject document =
        new JsonObject()
            .with("status", Json.of("ok"))
            .with("file", Json.of(program.name()))
            .with("changed", Json.of(program.changes()))
            .with("written", Json.of(inPlace && program.changes()));
    if (writes && !inPlace) {
      document.with("text", Json.of(program.layout().text()));
    }
    if (diff) {
      document.with("diff", Json.of(program.difference()));
    }
    return document.json();
  }
}
