package coop.covm.cli;

import coop.covm.bytecode.Module;
import coop.covm.bytecode.ModuleFile;
import coop.covm.bytecode.ModuleLimits;
import coop.covm.compiler.Compilation;
import coop.covm.compiler.Compiler;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.SourceDecoder;
import coop.covm.syntax.SourceException;
import coop.covm.syntax.SourceFile;
import java.io.InputStream;
import java.util.List;

/**
 * A program that is ready to run, with its text for messages.
 *
 * @param module verified
 * @param warnings what compiling it found doubtful, in the order of the text
 * @param fromSource whether it was compiled just now, not read from a compiled module
 */
record LoadedProgram(
    Module module, SourceFile source, List<Diagnostic> warnings, boolean fromSource) {

  /**
   * Reads source text, or a compiled module; which of the two is told by the first bytes.
   *
   * @param name a path, or {@code -} for standard input
   * @throws ProgramException if it does not compile
   * @throws coop.covm.bytecode.ModuleException if it is a module that cannot be run
   * @throws coop.covm.cli.output.CommandException if it cannot be read
   */
  static LoadedProgram read(String name, InputStream standardInput) {
    byte[] bytes = InputBytes.read(name, standardInput, ModuleLimits.FILE_BYTES + 1);
    if (ModuleFile.looksLikeModule(bytes)) {
      Module module = ModuleFile.read(bytes);
      SourceFile source = new SourceFile(module.sourceName(), module.source());
      return new LoadedProgram(module, source, List.of(), false);
    }
    return compiled(shownName(name), bytes);
  }

  private static LoadedProgram compiled(String name, byte[] bytes) {
    SourceFile source;
    try {
      source = SourceDecoder.decode(name, bytes);
    } catch (SourceException e) {
      throw new ProgramException(e.source(), List.of(e.diagnostic()));
    }
    Compilation compilation = Compiler.compile(source);
    return new LoadedProgram(
        compilation
            .module()
            .orElseThrow(() -> new ProgramException(source, compilation.diagnostics())),
        source,
        compilation.diagnostics(),
        true);
  }

  private static String shownName(String name) {
    return name.equals(InputBytes.STANDARD_INPUT) ? "<stdin>" : name;
  }
}
