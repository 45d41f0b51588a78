package coop.covm.cli;

import coop.covm.cli.output.CommandError;
import coop.covm.cli.output.CommandException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Reads what a command is given to read, whatever lies there, and never more than it may. */
final class InputBytes {
  /** The name that means standard input. */
  static final String STANDARD_INPUT = "-";

  private InputBytes() {}

  /**
   * Reads a file or standard input to its end, or up to the limit.
   *
   * @param name a path, or {@code -}
   * @param limit how many bytes are read at most
   * @throws CommandException {@code InputNotFound} or {@code InputUnreadable}
   */
  static byte[] read(String name, InputStream standardInput, int limit) {
    if (!name.equals(STANDARD_INPUT)) {
      return readFile(name, limit);
    }
    try {
      return standardInput.readNBytes(limit);
    } catch (IOException e) {
      throw unreadable(name, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads a file to its end, or up to the limit.
   *
   * @throws CommandException as {@link #read}
   */
  static byte[] readFile(String name, int limit) {
    try (InputStream in = Files.newInputStream(file(name))) {
      return in.readNBytes(limit);
    } catch (IOException e) {
      throw failed(name, e);
    }
  }

  /**
   * The file of this name, which is no directory.
   *
   * @throws CommandException as {@link #read}
   */
  static Path file(String name) {
    try {
      Path file = Path.of(name);
      if (Files.isDirectory(file)) {
        throw unreadable(name, "it is a directory, not a file");
      }
      return file;
    } catch (InvalidPathException e) {
      throw notFound(name);
    }
  }

  /** The error for a file that could not be read. */
  static CommandException failed(String name, IOException cause) {
    return switch (cause) {
      case NoSuchFileException _, FileNotFoundException _ -> notFound(name);
      case AccessDeniedException _ -> unreadable(name, "its permissions do not allow it");
      case FileSystemException e when e.getReason() != null -> unreadable(name, e.getReason());
      case IOException e -> unreadable(name, String.valueOf(e.getMessage()));
    };
  }

  private static CommandException notFound(String name) {
    return new CommandException(
        CommandError.INPUT_NOT_FOUND,
        "there is no file '%s'".formatted(name),
        Map.of("file", name));
  }

  private static CommandException unreadable(String name, String reason) {
    return new CommandException(
        CommandError.INPUT_UNREADABLE,
        "'%s' cannot be read: %s".formatted(name, reason),
        Map.of("file", name));
  }
}
