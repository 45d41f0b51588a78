package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import coop.covm.storage.CommitStream;
import coop.covm.storage.Store;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code covm storage watch}: the commits as they come, one a line. A store that processes share is
 * kept open and followed; any other is only looked at now and then, so that it is free meanwhile.
 */
final class StorageWatchCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
            "watch",
            "Show commits as they come, one a line: revision, time, author, changes.",
            "covm storage watch org/treasury",
            "covm storage watch --from 1 --json");
    return StoreOption.addTo(WatchOptions.addTo(spec)).addOption(JsonOption.lines());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    WatchOptions options = WatchOptions.of(arguments);
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    WatchOutput output = new WatchOutput(options, JsonOption.isSet(arguments), terminal.out());
    try (Interruption _ = Interruption.begin()) {
      long after;
      try (Store store = visit.toRead()) {
        store.view(visit.caller()).close(); // refuses at once who may not enter
        after = options.after(store);
        String from =
            "covm: watching %s from revision %s on".formatted(visit.place().url(), after + 1);
        terminal.notes().line(from);
        if (store.isShared()) {
          follow(store, visit, after, options, output);
          return Exit.OK;
        }
      }
      new RepeatedLooks(visit, options, terminal.notes()).follow(after, output);
      return Exit.OK;
    } catch (InterruptedException e) {
      return Exit.INTERRUPTED; // the process ends already, and with the exit code of the signal
    }
  }

  private static void follow(
      Store store, StoreVisit visit, long after, WatchOptions options, WatchOutput output)
      throws InterruptedException {
    try (CommitStream stream = options.stream(store, visit.caller(), after)) {
      while (!output.isDone()) {
        output.print(stream.next());
      }
    }
  }
}
