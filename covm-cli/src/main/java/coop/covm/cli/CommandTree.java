package coop.covm.cli;

import java.util.IdentityHashMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** All commands of {@code covm}, as picocli parses them and as they run. */
final class CommandTree {
  private final IdentityHashMap<CommandSpec, Command> commands = new IdentityHashMap<>();
  private final CommandLine root;

  CommandTree() {
    CommandSpec covm =
        Usage.command(
            "covm",
            "The cooperative virtual machine: runs programs that state an organisation's rules,%n"
                + "against a store that keeps their whole history.",
            "covm run examples/treasury.covm",
            "covm storage get org/treasury/balance");
    add(covm, new RunCommand());
    add(covm, new CheckCommand());
    add(covm, new CompileCommand());
    add(covm, new DisassembleCommand());
    CommandSpec storage =
        Usage.command(
            "storage", "Look into a store and change it.", "covm storage get org/treasury/balance");
    add(storage, new StorageGetCommand());
    add(storage, new StoragePutCommand());
    add(storage, new StorageDeleteCommand());
    add(storage, new StorageListCommand());
    add(storage, new StorageTreeCommand());
    add(storage, new StorageHistoryCommand());
    add(storage, new StorageStatsCommand());
    add(storage, new StorageRetentionCommand());
    add(storage, new StorageCompactCommand());
    add(storage, new StorageWatchCommand());
    covm.addSubcommand("storage", storage);
    add(covm, new VersionCommand());
    add(covm, new HelpCommand(this));
    this.root = configured(new CommandLine(covm));
  }

  private void add(CommandSpec parent, Command command) {
    CommandSpec spec = command.spec();
    commands.put(spec, command);
    parent.addSubcommand(spec.name(), spec);
  }

  /**
   * Arguments mean what they say: {@code @region/x} is a key, not a file of arguments, and {@code
   * ${…}} is text.
   */
  private static CommandLine configured(CommandLine line) {
    return line.setExpandAtFiles(false)
        .setInterpolateVariables(false)
        .setUsageHelpAutoWidth(false)
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
  }

  CommandLine root() {
    return root;
  }

  /** What a description runs; null for a group of commands. */
  @org.jspecify.annotations.Nullable
  Command command(CommandSpec spec) {
    return commands.get(spec);
  }
}
