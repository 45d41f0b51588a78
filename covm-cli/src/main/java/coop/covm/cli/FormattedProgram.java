package coop.covm.cli;

import coop.covm.CompiledProgram;
import coop.covm.cli.output.CommandError;
import coop.covm.cli.output.CommandException;
import coop.covm.format.FormattedText;
import coop.covm.format.Formatter;
import coop.covm.format.SameProgram;
import coop.covm.format.UnifiedDiff;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A program's text as it lies in a file, and the canonical layout of it, which means the same.
 *
 * @param name a path, or {@code -} for standard input
 * @param written the text that was read, with all that stands in it
 */
record FormattedProgram(String name, String written, FormattedText layout) {

  /**
   * Reads a program and lays it out. That both are one program is made sure of by compiling both.
   *
   * @throws coop.covm.ProgramException if it does not compile
   * @throws CommandException if it cannot be read, is no source text, or would be too large
   */
  static FormattedProgram read(String name, InputStream standardInput) {
    byte[] bytes = ProgramInput.bytes(name, standardInput);
    CompiledProgram program = ProgramInput.compiledText(name, bytes, "formatted");
    FormattedProgram formatted =
        new FormattedProgram(
            name, new String(bytes, StandardCharsets.UTF_8), Formatter.format(program.source()));
    byte[] fresh = formatted.freshBytes();
    if (fresh.length > SourceFile.MAX_BYTES) {
      throw new CommandException(
          DiagnosticCode.SOURCE_TOO_LARGE,
          "'%s' would be larger than 1 MiB with its blocks indented by two spaces each; divide it"
              .formatted(name),
          Map.of("file", name));
    }
    CompiledProgram after = ProgramInput.compiled(name, fresh);
    if (!SameProgram.in(program.module(), after.module())) {
      throw new IllegalStateException("formatting '%s' changes what it means".formatted(name));
    }
    return formatted;
  }

  /** The bytes in canonical layout. */
  byte[] freshBytes() {
    return layout.text().getBytes(StandardCharsets.UTF_8);
  }

  boolean changes() {
    return !written.equals(layout.text());
  }

  /** What changes, as {@code diff -u} shows it; empty if nothing does. */
  String difference() {
    return UnifiedDiff.of(name, written, layout);
  }

  /**
   * Puts the new text in the place of the old one, in one step; a symbolic link goes on leading to
   * the file.
   *
   * @throws CommandException {@code OutputFailed}; the file is as it was
   */
  void write() {
    Path file = Path.of(name);
    try {
      Path real = file.toRealPath();
      if (!Files.isRegularFile(real)) {
        throw notWritten("it is no plain file; use - to format standard input");
      }
      if (!Files.isWritable(real)) {
        throw notWritten("its permissions do not allow it");
      }
      WholeFile.write(real, freshBytes());
    } catch (IOException e) {
      throw OutputFile.failed(file, e);
    }
  }

  private CommandException notWritten(String reason) {
    return new CommandException(
        CommandError.OUTPUT_FAILED,
        "'%s' cannot be written: %s".formatted(name, reason),
        Map.of("file", name));
  }
}
