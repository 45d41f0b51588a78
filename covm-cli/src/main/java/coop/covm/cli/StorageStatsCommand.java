package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.StoreStatistics;
import coop.covm.storage.StoreView;
import coop.covm.storage.log.NamespaceUse;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage stats}: what an operator wants to see of a store. */
final class StorageStatsCommand implements Command {
  private static final String KEYS = "--keys";
  private static final String QUICK = "--quick";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "stats",
                "Show what a store holds and takes: newest revision, keys, bytes, retention, cache.",
                "covm storage stats",
                "covm storage stats --keys --at 2026-03-01T12:00:00Z")
            .addOption(
                Usage.flag(KEYS, "Show the keys and bytes of each root, or of the namespace."))
            .addOption(Usage.flag(QUICK, "Count no keys, which takes about a second a million."));
    return ReadView.addTo(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    try (ReadView reading = ReadView.open(arguments, terminal)) {
      Optional<ShownUse> use = use(reading, arguments);
      StoreReport report = StoreReport.of(reading.visit().place().url(), reading.view(), use);
      if (!ReadView.isOfThePast(arguments)) {
        report = report.with(present(reading));
      }
      if (JsonOption.isSet(arguments)) {
        terminal.out().json(report.json());
      } else {
        report.lines().forEach(terminal.out()::line);
      }
      return Exit.OK;
    }
  }

  private static StoreReport.Present present(ReadView reading) {
    // Asked for first: what follows would show in it.
    StoreStatistics statistics = reading.store().statistics();
    return new StoreReport.Present(
        new ShownRetention(reading.store().history().policies(reading.visit().caller())),
        statistics);
  }

  /**
   * What the keys below each root take, or those below the namespace; empty if it is not asked for,
   * or the caller may not list all of them and so did not ask for it by name.
   */
  private static Optional<ShownUse> use(ReadView reading, ParseResult arguments) {
    StoreView view = reading.view();
    boolean named = Usage.has(arguments, KEYS);
    if (named) {
      view.checkListsAll(); // a count that leaves out what is hidden would be a wrong one
    } else if (Usage.has(arguments, QUICK) || !view.listsAll()) {
      return Optional.empty();
    }
    List<KeyPrefix> prefixes =
        reading.scope().namespace().map(List::of).orElseGet(KeyListing::roots);
    List<NamespaceUse> uses = prefixes.stream().map(view::measure).toList();
    return Optional.of(new ShownUse(uses, named));
  }
}
