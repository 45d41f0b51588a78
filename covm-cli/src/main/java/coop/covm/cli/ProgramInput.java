package coop.covm.cli;

import coop.covm.CompiledProgram;
import coop.covm.bytecode.ModuleLimits;
import java.io.InputStream;

/** Reads the programs that commands are given. */
final class ProgramInput {
  private ProgramInput() {}

  /**
   * Reads source text, or a compiled module.
   *
   * @param name a path, or {@code -} for standard input
   * @throws coop.covm.ProgramException if it does not compile
   * @throws coop.covm.bytecode.ModuleException if it is a module that cannot be run
   * @throws coop.covm.cli.output.CommandException if it cannot be read
   */
  static CompiledProgram read(String name, InputStream standardInput) {
    byte[] bytes = InputBytes.read(name, standardInput, ModuleLimits.FILE_BYTES + 1);
    return CompiledProgram.of(name.equals(InputBytes.STANDARD_INPUT) ? "<stdin>" : name, bytes);
  }
}
