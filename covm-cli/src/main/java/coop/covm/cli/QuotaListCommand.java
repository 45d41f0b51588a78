package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import coop.covm.storage.Store;
import coop.covm.storage.StoreQuotas;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm quota list}: quotas, what is taken, and how much of them that is. */
final class QuotaListCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
            "list",
            "List quotas, as far as you may see them, and what is taken of them.",
            "covm quota list --as root --key root.pem");
    return StoreOption.addPlaceTo(spec).addOption(JsonOption.lines());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toRead()) {
      List<StoreQuotas.Use> uses = store.quotas().list(visit.caller());
      if (JsonOption.isSet(arguments)) {
        uses.forEach(use -> terminal.out().json(ShownQuota.json(use)));
      } else if (uses.isEmpty()) {
        terminal.notes().line("covm: there is no quota that you may see");
      } else {
        ShownQuota.lines(uses).forEach(terminal.out()::line);
      }
      return Exit.OK;
    }
  }
}
