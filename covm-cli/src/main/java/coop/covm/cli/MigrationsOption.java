package coop.covm.cli;

import coop.covm.migration.MigrationFiles;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code --dir}: where the migrations lie. */
final class MigrationsOption {
  private static final String DIRECTORY = "--dir";
  private static final String STANDARD = "migrations";

  private MigrationsOption() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
        Usage.option(DIRECTORY, "DIR", "The directory of the migrations. [migrations]"));
  }

  static Path directory(ParseResult arguments) {
    return Path.of(Usage.given(arguments, DIRECTORY).orElse(STANDARD));
  }

  /**
   * @throws coop.covm.migration.MigrationException if the directory cannot be read
   */
  static MigrationFiles files(ParseResult arguments) {
    return MigrationFiles.read(directory(arguments));
  }
}
