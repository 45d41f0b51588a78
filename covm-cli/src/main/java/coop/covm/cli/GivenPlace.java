package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file or directory that an argument names. */
final class GivenPlace {
  private GivenPlace() {}

  /**
   * @throws CommandException {@code Usage} if that is no name of one
   */
  static Path of(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw CommandException.usage("'%s' is no name of a file".formatted(name));
    }
  }
}
