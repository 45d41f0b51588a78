package coop.covm.cli;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands of {@code covm}, as picocli parses them and as they run. To describe one takes about
 * a millisecond at each start, so where the arguments name a command only that one is described.
 */
final class CommandTree {
  private static final String STORAGE = "storage";

  private static final List<Named> PROGRAMS =
      List.of(
          new Named("run", RunCommand::new),
          new Named("check", CheckCommand::new),
          new Named("compile", CompileCommand::new),
          new Named("disassemble", DisassembleCommand::new));

  private static final List<Named> STORES =
      List.of(
          new Named("get", StorageGetCommand::new),
          new Named("put", StoragePutCommand::new),
          new Named("delete", StorageDeleteCommand::new),
          new Named("list", StorageListCommand::new),
          new Named("tree", StorageTreeCommand::new),
          new Named("history", StorageHistoryCommand::new),
          new Named("stats", StorageStatsCommand::new),
          new Named("retention", StorageRetentionCommand::new),
          new Named("compact", StorageCompactCommand::new),
          new Named("watch", StorageWatchCommand::new));

  private static final List<Named> OTHERS =
      List.of(new Named("version", VersionCommand::new), new Named("help", HelpCommand::new));

  private final IdentityHashMap<CommandSpec, Command> commands = new IdentityHashMap<>();
  private final CommandLine root;

  /** A command and its name. */
  private record Named(String name, Supplier<Command> maker) {}

  private CommandTree(List<String> words) {
    String first = words.isEmpty() ? "" : words.getFirst();
    boolean all = !isCommand(first);
    CommandSpec covm =
        Usage.command(
            "covm",
            "The cooperative virtual machine: runs programs that state an organisation's rules,%n"
                + "against a store that keeps their whole history.",
            "covm run examples/treasury.covm",
            "covm storage get org/treasury/balance");
    add(covm, PROGRAMS, first, all);
    if (all || first.equals(STORAGE)) {
      covm.addSubcommand(STORAGE, storage(words.size() > 1 ? words.get(1) : ""));
    }
    add(covm, OTHERS, first, all);
    this.root = configured(new CommandLine(covm));
  }

  /** All commands. */
  static CommandTree whole() {
    return new CommandTree(List.of());
  }

  /** The command that the arguments begin with, or all commands if they begin with none. */
  static CommandTree of(String[] arguments) {
    return new CommandTree(List.of(arguments));
  }

  private static boolean isCommand(String word) {
    return word.equals(STORAGE) || has(PROGRAMS, word) || has(OTHERS, word);
  }

  private static boolean has(List<Named> commands, String name) {
    return commands.stream().anyMatch(command -> command.name.equals(name));
  }

  private CommandSpec storage(String word) {
    CommandSpec storage =
        Usage.command(
            STORAGE, "Look into a store and change it.", "covm storage get org/treasury/balance");
    add(storage, STORES, word, !has(STORES, word));
    return storage;
  }

  private void add(CommandSpec parent, List<Named> commands, String word, boolean all) {
    for (Named named : commands) {
      if (all || named.name.equals(word)) {
        add(parent, named);
      }
    }
  }

  private void add(CommandSpec parent, Named named) {
    Command command = named.maker.get();
    CommandSpec spec = command.spec();
    commands.put(spec, command);
    parent.addSubcommand(named.name, spec);
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
