package coop.covm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.migration.MigrationFiles;
import coop.covm.migration.MigrationName;
import coop.covm.storage.migration.Migration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm migrate new}: writes the next migration, to be filled in. */
final class MigrateNewCommand implements Command {
  private static final String TEMPLATE =
      """
      : say here what changes, and why.
      #
      # The whole program is one transaction: all of it happens or, after an error, nothing.
      # Once it has been applied anywhere, write a new migration instead of changing this one.
      #
      #   loadp org/acme/balance
      #   push 2
      #   div
      #   storep org/acme/reserve
      """;

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "new",
                "Write the next migration, a program to be filled in, and print its file.",
                "covm migrate new split_funds")
            .addPositional(
                Usage.parameter(0, "NAME", "What it does, in letters, digits, _ and -."));
    return MigrationsOption.addTo(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    String word = Usage.text(arguments, 0);
    if (!Migration.isName(word)) {
      throw CommandException.usage(
          "'%s' is no name of a migration: %s, such as split_funds"
              .formatted(word, Migration.NAME_RULE));
    }
    Path directory = MigrationsOption.directory(arguments);
    MigrationName name = new MigrationName(nextNumber(directory), word);
    Path file = directory.resolve(name.file());
    write(directory, file, "# " + name.file().replace(".covm", "") + TEMPLATE);
    if (JsonOption.isSet(arguments)) {
      terminal
          .out()
          .json(
              new JsonObject()
                  .with("number", Json.of(name.number()))
                  .with("name", Json.of(name.name()))
                  .with("file", Json.of(file.toString()))
                  .json());
    } else {
      terminal.out().line(file.toString());
    }
    return Exit.OK;
  }

  private static int nextNumber(Path directory) {
    if (!Files.exists(directory)) {
      return 1;
    }
    int next = MigrationFiles.read(directory).nextNumber();
    if (next > Migration.MOST) {
      throw CommandException.usage("there are %,d migrations already".formatted(Migration.MOST));
    }
    return next;
  }

  private static void write(Path directory, Path file, String text) {
    try {
      Files.createDirectories(directory);
      Files.writeString(file, text, UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw OutputFile.failed(file, e);
    }
  }
}
