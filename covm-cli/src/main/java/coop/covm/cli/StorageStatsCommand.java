package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import coop.covm.storage.Key;
import coop.covm.storage.KeyCursor;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.Store;
import coop.covm.storage.StoreStatistics;
import coop.covm.storage.StoreView;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage stats}: what an operator wants to see of a store. */
final class StorageStatsCommand implements Command {
  private static final String KEYS = "--keys";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "stats",
                "Show what a store holds and takes: newest revision, bytes on disk, retention, cache.",
                "covm storage stats",
                "covm storage stats --keys")
            .addOption(
                Usage.flag(
                    KEYS,
                    "Count the keys too, of each root or below the namespace; this reads them all,"
                        + " about a second a million."));
    return StoreOption.addTo(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    Optional<KeyPrefix> namespace = StoreOption.namespace(arguments);
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toRead();
        StoreView view = store.view(visit.caller())) {
      Optional<Map<String, Long>> keys =
          Usage.has(arguments, KEYS) ? Optional.of(count(view, namespace)) : Optional.empty();
      // Asked for first: what follows would show in it.
      StoreStatistics statistics = store.statistics();
      ShownRetention retention = new ShownRetention(store.history().policies(visit.caller()));
      StoreReport report = StoreReport.of(visit.place().url(), view, keys, retention, statistics);
      if (JsonOption.isSet(arguments)) {
        terminal.out().json(report.json());
      } else {
        report.lines().forEach(terminal.out()::line);
      }
      return Exit.OK;
    }
  }

  /** How many keys lie below each root, or below the namespace. */
  private static Map<String, Long> count(StoreView view, Optional<KeyPrefix> namespace) {
    view.checkListsAll(); // a count that leaves out what is hidden would be a wrong one
    Map<String, Long> counts = new TreeMap<>();
    if (namespace.isPresent()) {
      counts.put(namespace.orElseThrow().toString(), count(view, namespace.orElseThrow()));
      return counts;
    }
    for (KeyPrefix root : KeyListing.roots()) {
      counts.put(root.toString(), count(view, root));
    }
    return counts;
  }

  private static long count(StoreView view, KeyPrefix prefix) {
    long count = 0;
    try (KeyCursor cursor = view.keys(prefix, Optional.<Key>empty())) {
      while (cursor.next()) {
        count++;
      }
    }
    return count;
  }
}
