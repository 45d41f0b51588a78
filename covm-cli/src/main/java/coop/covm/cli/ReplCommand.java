package coop.covm.cli;

import coop.covm.RunOptions;
import coop.covm.cli.output.Terminal;
import coop.covm.cli.repl.HistoryFile;
import coop.covm.cli.repl.Reply;
import coop.covm.cli.repl.Script;
import coop.covm.cli.repl.ScriptLines;
import coop.covm.cli.repl.Shell;
import coop.covm.cli.repl.StoreLook;
import coop.covm.cli.repl.TypedShell;
import coop.covm.dialogue.Dialogue;
import coop.covm.storage.KeyScope;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm repl}: runs what is typed, line by line, or what comes through a pipe. */
final class ReplCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "repl",
                "Run what is typed, line by line: a shell.",
                "covm repl --namespace org/acme",
                "covm repl --store memory:")
            .addOption(
                Usage.repeated(
                    Parameters.OPTION,
                    "NAME=VALUE",
                    "A variable from the start: a literal, else a string. May be repeated."));
    StoreOption.addToWriter(spec)
        .addOption(
            Usage.option(
                WatchingOptions.LIMIT,
                "N",
                ":explain tells of at most this many instructions of an input. [10,000]"));
    return EngineOption.addTo(LimitOptions.addTo(spec));
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    RunOptions options =
        new RunOptions(
            Parameters.of(arguments),
            CallerOption.of(arguments, terminal),
            StoreOption.namespace(arguments),
            LimitOptions.of(arguments),
            false,
            EngineOption.of(arguments));
    ShellSurroundings surroundings =
        new ShellSurroundings(terminal, WatchingOptions.limit(arguments));
    StorePlace place = StoreOption.place(arguments);
    boolean typed = Terminal.isInteractive();
    try (Store store = place.made(terminal);
        Dialogue dialogue =
            new Dialogue(store, options, typed ? "<shell>" : "<stdin>", new RunOutput(terminal))) {
      StoreLook look =
          new StoreLook(place.url(), store, options.caller(), new KeyScope(options.namespace()));
      long revision = revision(store, options);
      Shell shell = new Shell(dialogue, look, surroundings, terminal);
      ScriptLines lines = new ScriptLines(terminal.input());
      if (!typed) {
        int exitCode = new Script(shell, lines, ReplCommand::interruptible).run();
        return exitCode == Exit.OK ? UnfinishedTransaction.exitCode(dialogue, terminal) : exitCode;
      }
      terminal
          .out()
          .line(
              "covm %s, store %s at revision %s; :help shows what there is"
                  .formatted(VersionCommand.version(), place.url(), revision));
      Map<String, String> environment = System.getenv();
      new TypedShell(
              shell, lines, HistoryFile.of(environment), ReplCommand::interruptible, environment)
          .run();
      return Exit.OK;
    }
  }

  /** Who may not come in is told so before anything is typed. */
  private static long revision(Store store, RunOptions options) {
    try (StoreView view = store.view(options.caller())) {
      return view.revision();
    }
  }

  private static Reply interruptible(Supplier<Reply> input) {
    try (Interruption _ = Interruption.begin()) {
      return input.get();
    }
  }
}
