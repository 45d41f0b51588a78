package coop.covm.cli;

import coop.covm.cli.description.DescribedCommand;
import coop.covm.cli.description.ManualPage;
import coop.covm.cli.output.CommandError;
import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm man}: the pages of the manual, one a command. */
final class ManCommand implements Command {
  private static final String OUTPUT = "--output";

  @Override
  public CommandSpec spec() {
    return Usage.command(
            "man",
            "Print the manual page of a command, or write all of them into a directory.",
            "covm man storage get | man -l -",
            "covm man --output ~/.local/share/man/man1")
        .addPositional(
            Usage.parameters("0..*", "COMMAND", CommandTree.words(), "The command, word by word."))
        .addOption(
            Usage.option(
                OUTPUT, "DIR", "Write the pages of all commands here, in place of those there."));
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    List<String> words = Usage.texts(arguments);
    String directory = Usage.given(arguments, OUTPUT).orElse("");
    if (directory.isEmpty()) {
      CommandLine line = HelpCommand.find(words);
      String page = page(DescribedCommand.of(line.getCommandSpec()));
      terminal.out().line(page.stripTrailing());
    } else if (words.isEmpty()) {
      writeAll(directory);
    } else {
      throw CommandException.usage("%s writes all pages; leave the command out".formatted(OUTPUT));
    }
    return Exit.OK;
  }

  private static String page(DescribedCommand command) {
    return ManualPage.of(command, VersionCommand.version());
  }

  private static void writeAll(String directory) {
    DescribedCommand covm = DescribedCommand.of(CommandTree.whole().root().getCommandSpec());
    try {
      Path place = Files.createDirectories(Path.of(directory));
      for (DescribedCommand command : covm.all()) {
        Files.writeString(place.resolve(ManualPage.fileName(command)), page(command));
      }
    } catch (IOException | InvalidPathException e) {
      throw new CommandException(
          CommandError.OUTPUT_FAILED,
          "the pages cannot be written to %s: %s".formatted(directory, e.getMessage()));
    }
  }
}
