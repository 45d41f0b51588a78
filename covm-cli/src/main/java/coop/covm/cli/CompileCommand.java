package coop.covm.cli;

import coop.covm.CompiledProgram;
import coop.covm.bytecode.ModuleFile;
import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm compile}: makes a compiled module of a program. */
final class CompileCommand implements Command {
  private static final String OUTPUT = "--output";
  private static final String FORCE = "--force";
  private static final String SUFFIX = ".covmc";

  @Override
  public CommandSpec spec() {
    return Usage.command(
            "compile",
            "Compile a program to a module file, which runs like its source.",
            "covm compile examples/treasury.covm -o treasury.covmc")
        .addPositional(Usage.parameter(0, "FILE", "The program, or - for standard input."))
        .addOption(
            OptionSpec.builder("-o", OUTPUT)
                .type(String.class)
                .paramLabel("OUT")
                .description("The file to write. [FILE with the ending .covmc]")
                .build())
        .addOption(Usage.flag(FORCE, "Replace OUT even if it is no compiled module."))
        .addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    String file = Usage.text(arguments, 0);
    Path out = out(arguments, file);
    CompiledProgram program = ProgramInput.read(file, terminal.input());
    if (!program.fromSource()) {
      throw CommandException.usage("'%s' is a compiled module already".formatted(file));
    }
    byte[] bytes = ModuleFile.write(program.module());
    new OutputFile(out, OutputFile.Kind.MODULE, Usage.has(arguments, FORCE)).write(bytes);
    if (JsonOption.isSet(arguments)) {
      terminal
          .out()
          .json(
              new JsonObject()
                  .with("status", Json.of("ok"))
                  .with("file", Json.of(out.toString()))
                  .with("bytes", Json.of(bytes.length))
                  .with("program", Json.of(program.module().programDigest()))
                  .json());
    }
    return Exit.OK;
  }

  private static Path out(ParseResult arguments, String file) {
    String given = arguments.matchedOptionValue(OUTPUT, "");
    if (given.isEmpty() && file.equals(InputBytes.STANDARD_INPUT)) {
      throw CommandException.usage("standard input has no name; say with -o what to write");
    }
    try {
      return Path.of(given.isEmpty() ? withSuffix(file) : given);
    } catch (InvalidPathException e) {
      throw CommandException.usage("'%s' is no file name here: %s".formatted(given, e.getReason()));
    }
  }

  private static String withSuffix(String file) {
    return file.endsWith(".covm") ? file + "c" : file + SUFFIX;
  }
}
