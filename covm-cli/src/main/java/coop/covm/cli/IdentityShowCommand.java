package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Store;
import coop.covm.storage.access.Subject;
import coop.covm.storage.identity.Identity;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm identity show}: one identity. */
final class IdentityShowCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "show",
                "Show an identity: status, public key, roles.",
                "covm identity show alice --as alice --key alice.pem")
            .addPositional(Usage.parameter(0, "ID", "The member."));
    return StoreOption.addPlaceTo(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    String member = new Subject.Member(Usage.text(arguments, 0)).id();
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toRead()) {
      Identity identity = store.identities().get(visit.caller(), member);
      if (JsonOption.isSet(arguments)) {
        JsonObject document = new JsonObject().with("status", Json.of("ok"));
        terminal.out().json(ShownIdentity.members(document, identity).json());
      } else {
        ShownIdentity.lines(identity).forEach(terminal.out()::line);
      }
      return Exit.OK;
    }
  }
}
