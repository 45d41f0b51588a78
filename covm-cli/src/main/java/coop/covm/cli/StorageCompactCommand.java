package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import coop.covm.storage.CompactionReport;
import coop.covm.storage.HistoryPolicies;
import coop.covm.storage.Store;
import coop.covm.storage.StoreHistory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage compact}: erases the former values that retention lets go. */
final class StorageCompactCommand implements Command {
  private static final String DRY_RUN = "--dry-run";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "compact",
                "Erase the former values that retention lets go; the record of every commit stays.",
                "covm storage compact --dry-run",
                "covm storage compact")
            .addOption(Usage.flag(DRY_RUN, "Change nothing; say what would be erased."));
    return StoreOption.addPlaceTo(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    boolean dryRun = Usage.has(arguments, DRY_RUN);
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = dryRun ? visit.toRead() : visit.toChange();
        RewritingStore rewriting = new RewritingStore(store, "compaction")) {
      return rewriting.run(
          () -> show(compact(store, visit, dryRun), store, visit, arguments, terminal),
          terminal.notes());
    }
  }

  private static void show(
      ShownCompaction compaction,
      Store store,
      StoreVisit visit,
      ParseResult arguments,
      Terminal terminal) {
    if (compaction.isEmpty()) {
      terminal.notes().line(whyNothing(store.history().policies(visit.caller())));
    }
    if (JsonOption.isSet(arguments)) {
      terminal.out().json(compaction.json());
    } else {
      compaction.lines().forEach(terminal.out()::line);
    }
  }

  private static ShownCompaction compact(Store store, StoreVisit visit, boolean dryRun) {
    StoreHistory history = store.history();
    long bytesBefore = ShownCompaction.bytesOf(store);
    CompactionReport report =
        dryRun ? history.plan(visit.caller()) : history.compact(visit.acting());
    return new ShownCompaction(report, dryRun, bytesBefore, ShownCompaction.bytesOf(store));
  }

  private static String whyNothing(HistoryPolicies policies) {
    return policies.keepEverything()
        ? "covm: every namespace keeps all its history; covm storage retention changes that"
        : "covm: all that is there is to be kept; covm storage retention shows for how long";
  }
}
