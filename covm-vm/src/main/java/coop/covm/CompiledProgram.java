package coop.covm;

import coop.covm.bytecode.Module;
import coop.covm.bytecode.ModuleFile;
import coop.covm.bytecode.ModuleLimits;
import coop.covm.compiler.Compilation;
import coop.covm.compiler.Compiler;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.SourceDecoder;
import coop.covm.syntax.SourceException;
import coop.covm.syntax.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that is ready to run, any number of times and in any number of threads, with its text
 * for messages.
 *
 * @param module verified
 * @param warnings what compiling it found doubtful, in the order of the text
 * @param fromSource whether it was compiled just now, not read from a compiled module
 */
public record CompiledProgram(
    Module module, SourceFile source, List<Diagnostic> warnings, boolean fromSource) {
  public CompiledProgram {
    warnings = List.copyOf(warnings);
  }

  /**
   * Compiles source text, which messages call {@code program}.
   *
   * @throws ProgramException if it does not compile
   */
  public static CompiledProgram of(String text) {
    return of("program", text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a file of source text, or a compiled module.
   *
   * @throws IOException if it cannot be read
   * @throws ProgramException if it does not compile
   * @throws coop.covm.bytecode.ModuleException if it is a module that cannot be run
   */
  public static CompiledProgram read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(file.toString(), in.readNBytes(ModuleLimits.FILE_BYTES + 1));
    }
  }

  /**
   * Takes source text, or a compiled module; which of the two is told by the first bytes.
   *
   * @param name how messages call the source text
   * @throws ProgramException if it does not compile
   * @throws coop.covm.bytecode.ModuleException if it is a module that cannot be run
   */
  public static CompiledProgram of(String name, byte[] bytes) {
    if (ModuleFile.looksLikeModule(bytes)) {
      Module module = ModuleFile.read(bytes);
      SourceFile source = new SourceFile(module.sourceName(), module.source());
      return new CompiledProgram(module, source, List.of(), false);
    }
    SourceFile source = decoded(name, bytes);
    Compilation compilation = Compiler.compile(source);
    return new CompiledProgram(
        compilation
            .module()
            .orElseThrow(() -> new ProgramException(source, compilation.diagnostics())),
        source,
        compilation.diagnostics(),
        true);
  }

  private static SourceFile decoded(String name, byte[] bytes) {
    try {
      return SourceDecoder.decode(name, bytes);
    } catch (SourceException e) {
      throw new ProgramException(e.source(), List.of(e.diagnostic()));
    }
  }
}
