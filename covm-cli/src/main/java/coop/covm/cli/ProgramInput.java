package coop.covm.cli;

import coop.covm.CompiledProgram;
import coop.covm.bytecode.ModuleLimits;
import coop.covm.cli.output.CommandException;
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
    return compiled(name, bytes(name, standardInput));
  }

  /**
   * What a file or standard input holds, as far as a program may be long.
   *
   * @throws coop.covm.cli.output.CommandException if it cannot be read
   */
  static byte[] bytes(String name, InputStream standardInput) {
    return InputBytes.read(name, standardInput, ModuleLimits.FILE_BYTES + 1);
  }

  /**
   * What the bytes of a file or of standard input are.
   *
   * @throws coop.covm.ProgramException as {@link #read}
   * @throws coop.covm.bytecode.ModuleException as {@link #read}
   */
  static CompiledProgram compiled(String name, byte[] bytes) {
    return CompiledProgram.of(name.equals(InputBytes.STANDARD_INPUT) ? "<stdin>" : name, bytes);
  }

  /**
   * The same of source text only.
   *
   * @param use what the command does with the text, for the message
   * @throws coop.covm.cli.output.CommandException {@code Usage} if it is a compiled module
   */
  static CompiledProgram compiledText(String name, byte[] bytes, String use) {
    CompiledProgram program = compiled(name, bytes);
    if (!program.fromSource()) {
      throw CommandException.usage(
          "'%s' is a compiled module; only source text can be %s".formatted(name, use));
    }
    return program;
  }
}
