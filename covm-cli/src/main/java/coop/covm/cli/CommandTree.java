package coop.covm.cli;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands of {@code covm}, as picocli parses them and as they run. To describe one takes about
 * a millisecond at each start, so where the arguments name a command only that one is described.
 */
final class CommandTree {
  private static final List<Named> PROGRAMS =
      List.of(
          new Named("run", RunCommand::new),
          new Named("repl", ReplCommand::new),
          new Named("check", CheckCommand::new),
          new Named("format", FormatCommand::new),
          new Named("lint", LintCommand::new),
          new Named("compile", CompileCommand::new),
          new Named("disassemble", DisassembleCommand::new),
          new Named("bench", BenchCommand::new));

  private static final List<Group> GROUPS =
      List.of(
          new Group(
              "storage",
              "Look into a store and change it.",
              "covm storage get org/treasury/balance",
              List.of(
                  new Named("init", StorageInitCommand::new),
                  new Named("get", StorageGetCommand::new),
                  new Named("put", StoragePutCommand::new),
                  new Named("delete", StorageDeleteCommand::new),
                  new Named("list", StorageListCommand::new),
                  new Named("tree", StorageTreeCommand::new),
                  new Named("history", StorageHistoryCommand::new),
                  new Named("diff", StorageDiffCommand::new),
                  new Named("blame", StorageBlameCommand::new),
                  new Named("stats", StorageStatsCommand::new),
                  new Named("retention", StorageRetentionCommand::new),
                  new Named("export", StorageExportCommand::new),
                  new Named("import", StorageImportCommand::new),
                  new Named("backup", StorageBackupCommand::new),
                  new Named("restore", StorageRestoreCommand::new),
                  new Named("migrate", StorageMigrateCommand::new),
                  new Named("repair", StorageRepairCommand::new),
                  new Named("compact", StorageCompactCommand::new),
                  new Named("erase", StorageEraseCommand::new),
                  new Named("encrypt", StorageEncryptCommand::new),
                  new Named("rotate", StorageRotateCommand::new),
                  new Named("watch", StorageWatchCommand::new),
                  new Named("verify", AuditVerifyCommand::ofStorage))),
          new Group(
              "migrate",
              "Change what a store holds by numbered programs, each applied once.",
              "covm migrate up",
              List.of(
                  new Named("new", MigrateNewCommand::new),
                  new Named("status", MigrateStatusCommand::new),
                  new Named("up", MigrateUpCommand::new),
                  new Named("verify", MigrateVerifyCommand::new))),
          new Group(
              "identity",
              "Say who there is: members, their keys, their roles.",
              "covm identity create alice --key alice.pem",
              List.of(
                  new Named("create", IdentityCreateCommand::new),
                  new Named("list", IdentityListCommand::new),
                  new Named("show", IdentityShowCommand::new),
                  new Named("grant-role", IdentityRoleCommand::granting),
                  new Named("revoke-role", IdentityRoleCommand::revoking),
                  new Named("disable", IdentityDisableCommand::new),
                  new Named("rotate-key", IdentityRotateKeyCommand::new))),
          new Group(
              "access",
              "Say who may do what, in a store that is secured.",
              "covm access grant member:alice read,write org/acme",
              List.of(
                  new Named("grant", AccessStateCommand::granting),
                  new Named("deny", AccessStateCommand::denying),
                  new Named("revoke", AccessRevokeCommand::new),
                  new Named("list", AccessListCommand::new),
                  new Named("explain", AccessExplainCommand::new),
                  new Named("record-reads", AccessRecordReadsCommand::new))),
          new Group(
              "quota",
              "Say how much namespaces may hold.",
              "covm quota set org/acme --keys 10000 --bytes 10MiB",
              List.of(
                  new Named("set", QuotaSetCommand::new),
                  new Named("clear", QuotaClearCommand::new),
                  new Named("list", QuotaListCommand::new))),
          new Group(
              "audit",
              "Prove who changed what, by which rule, and that nobody has touched it since.",
              "covm audit verify",
              List.of(
                  new Named("list", AuditListCommand::new),
                  new Named("show", AuditShowCommand::new),
                  new Named("verify", AuditVerifyCommand::ofAudit),
                  new Named("replay", AuditReplayCommand::new),
                  new Named("export", AuditExportCommand::new),
                  new Named("head", AuditHeadCommand::new))));

  private static final List<Named> OTHERS =
      List.of(
          new Named("completion", CompletionCommand::new),
          new Named("man", ManCommand::new),
          new Named("version", VersionCommand::new),
          new Named("help", HelpCommand::new));

  private final IdentityHashMap<CommandSpec, Command> commands = new IdentityHashMap<>();
  private final CommandLine root;

  /** A command and its name. */
  private record Named(String name, Supplier<Command> maker) {}

  /** Commands that stand behind a common word. */
  private record Group(String name, String summary, String example, List<Named> commands) {}

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
    for (Group group : GROUPS) {
      if (all || group.name.equals(first)) {
        covm.addSubcommand(group.name, group(group, words.size() > 1 ? words.get(1) : ""));
      }
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

  /** The words that may stand first. */
  static List<String> words() {
    return Stream.of(
            PROGRAMS.stream().map(Named::name),
            GROUPS.stream().map(Group::name),
            OTHERS.stream().map(Named::name))
        .flatMap(names -> names)
        .toList();
  }

  private static boolean isCommand(String word) {
    return GROUPS.stream().anyMatch(group -> group.name.equals(word))
        || has(PROGRAMS, word)
        || has(OTHERS, word);
  }

  private static boolean has(List<Named> commands, String name) {
    return commands.stream().anyMatch(command -> command.name.equals(name));
  }

  private CommandSpec group(Group group, String word) {
    CommandSpec spec = Usage.command(group.name, group.summary, group.example);
    add(spec, group.commands, word, !has(group.commands, word));
    return spec;
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
