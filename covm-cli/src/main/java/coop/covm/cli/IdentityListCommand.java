package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import coop.covm.storage.Store;
import coop.covm.storage.identity.Identity;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm identity list}: the identities that the caller may see. */
final class IdentityListCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
            "list",
            "List identities; who is no administrator sees the own one.",
            "covm identity list --as root --key root.pem");
    return StoreOption.addPlaceTo(spec).addOption(JsonOption.lines());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toRead()) {
      List<Identity> identities = store.identities().list(visit.caller());
      if (JsonOption.isSet(arguments)) {
        identities.forEach(identity -> terminal.out().json(ShownIdentity.json(identity)));
      } else if (identities.isEmpty()) {
        terminal.notes().line("covm: there is no identity that you may see");
      } else {
        ShownIdentity.lines(identities).forEach(terminal.out()::line);
      }
      return Exit.OK;
    }
  }
}
