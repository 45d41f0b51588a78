package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm help}: what {@code --help} shows, under another name. */
final class HelpCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Usage.command("help", "Show how a command is called.", "covm help storage get")
        .addPositional(
            Usage.parameters("0..*", "COMMAND", CommandTree.words(), "The command, word by word."));
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    show(find(Usage.texts(arguments)), terminal);
    return Exit.OK;
  }

  /**
   * The command of these words; {@code covm} itself for none.
   *
   * @throws coop.covm.cli.output.CommandException {@code Usage} if there is no such command
   */
  static CommandLine find(List<String> words) {
    CommandLine found = CommandTree.whole().root();
    for (String word : words) {
      CommandLine next = found.getSubcommands().get(word);
      if (next == null) {
        throw UsageErrors.unknownCommand(found, word);
      }
      found = next;
    }
    return found;
  }

  /** Prints the usage of a command to standard output. */
  static void show(CommandLine line, Terminal terminal) {
    terminal.out().line(line.getUsageMessage().stripTrailing());
  }

  /** How to ask for the help of a command. */
  static String hint(CommandLine line) {
    List<String> names =
        List.of(line.getCommandSpec().qualifiedName(" ").split(" ")).stream().skip(1).toList();
    return "see 'covm help%s'".formatted(names.isEmpty() ? "" : " " + String.join(" ", names));
  }
}
