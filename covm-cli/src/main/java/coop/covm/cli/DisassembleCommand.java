package coop.covm.cli;

import coop.covm.CompiledProgram;
import coop.covm.bytecode.Disassembler;
import coop.covm.bytecode.Listing;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm disassemble}: shows the instructions that a program is made of. */
final class DisassembleCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Usage.command(
            "disassemble",
            "Show the instructions of a program or of a compiled module.",
            "covm disassemble examples/treasury.covm")
        .addPositional(Usage.parameter(0, "FILE", "The program, or - for standard input."))
        .addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    CompiledProgram program = ProgramInput.read(Usage.text(arguments, 0), terminal.input());
    if (JsonOption.isSet(arguments)) {
      terminal.out().json(json(Disassembler.list(program.module())));
    } else {
      terminal.out().line(Disassembler.disassemble(program.module()).stripTrailing());
    }
    return Exit.OK;
  }

  private static Json json(Listing listing) {
    return new JsonObject()
        .with("status", Json.of("ok"))
        .with("file", Json.of(listing.sourceName()))
        .with("program", Json.of(listing.programDigest()))
        .with("constants", Json.array(listing.constants(), Json::of))
        .with("templates", Json.array(listing.templates(), template -> Json.of(template.text())))
        .with("functions", Json.array(listing.functions(), DisassembleCommand::json))
        .json();
  }

  private static Json json(Listing.ListedFunction function) {
    return new JsonObject()
        .with("name", Json.of(function.name()))
        .with("parameters", Json.of(function.parameters()))
        .with("results", Json.of(function.results()))
        .with("library", Json.of(function.library()))
        .with("variables", Json.array(function.variables(), Json::of))
        .with("instructions", Json.array(function.instructions(), DisassembleCommand::json))
        .json();
  }

  private static Json json(Listing.ListedInstruction instruction) {
    return new JsonObject()
        .with("offset", Json.of(instruction.offset()))
        .with("line", Json.of(instruction.line()))
        .with("column", Json.of(instruction.column()))
        .with("height", Json.of(instruction.height()))
        .with("label", Json.of(instruction.label()))
        .with("mnemonic", Json.of(instruction.mnemonic()))
        .with("operands", Json.array(instruction.operands(), Json::of))
        .json();
  }
}
