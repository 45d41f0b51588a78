package coop.covm.cli;

import coop.covm.bytecode.ModuleFile;
import coop.covm.cli.output.CommandError;
import coop.covm.cli.output.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Writes a module file: all of it or nothing, and never over something else unasked. */
final class OutputFile {
  /** Enough of a file to tell whether it is a module. */
  private static final int HEAD_BYTES = 16;

  private OutputFile() {}

  /**
   * Writes the bytes beside the file and then puts them in its place in one step; who reads it
   * meanwhile sees the old file or the new one.
   *
   * @param force whether a file that is no compiled module may be replaced
   * @throws CommandException {@code OutputExists} or {@code OutputFailed}; the old file, if there
   *     is one, is as it was
   */
  static void write(Path file, byte[] bytes, boolean force) {
    try {
      if (Files.exists(file)) {
        checkReplaceable(file, force);
      }
      WholeFile.write(file, bytes);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static void checkReplaceable(Path file, boolean force) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw exists(file, "is not a plain file; name another one with -o");
    }
    if (force) {
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (!ModuleFile.looksLikeModule(in.readNBytes(HEAD_BYTES))) {
        throw exists(file, "is there and is no compiled module; --force replaces it");
      }
    }
  }

  private static CommandException exists(Path file, String reason) {
    return new CommandException(
        CommandError.OUTPUT_EXISTS,
        "'%s' %s".formatted(file, reason),
        Map.of("file", file.toString()));
  }

  /** The error for a file that could not be written. */
  static CommandException failed(Path file, IOException cause) {
    return switch (cause) {
      case NoSuchFileException _ -> failed(file, "its directory is not there");
      case AccessDeniedException _ ->
          failed(file, "the permissions of its directory do not allow it");
      case FileAlreadyExistsException _ -> failed(file, "there is one already");
      case FileSystemException e when e.getReason() != null -> failed(file, e.getReason());
      case IOException e -> failed(file, String.valueOf(e.getMessage()));
    };
  }

  private static CommandException failed(Path file, String reason) {
    return new CommandException(
        CommandError.OUTPUT_FAILED,
        "'%s' cannot be written: %s".formatted(file, reason),
        Map.of("file", file.toString()));
  }
}
