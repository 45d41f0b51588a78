package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm audit list}: the commits that are looked for, one a line. */
final class AuditListCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
            "list",
            "List commits, one a line: revision, time, author, kind, changes.",
            "covm audit list org/treasury --since 2026-01-01T00:00:00Z",
            "covm audit list --by ana --kind program",
            "covm audit list --kind note   # denied attempts and recorded reads");
    return PagerOption.addTo(StoreOption.addTo(AuditRange.addTo(spec)))
        .addOption(JsonOption.lines());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    AuditRange range = AuditRange.of(arguments);
    boolean json = JsonOption.isSet(arguments);
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toRead();
        StoreView view = store.view(visit.caller())) {
      range.forEach(
          view,
          commit -> {
            if (json) {
              terminal.out().json(ShownAudit.brief(commit));
            } else {
              terminal.out().line(ShownAudit.line(commit));
            }
          });
      return Exit.OK;
    }
  }
}
