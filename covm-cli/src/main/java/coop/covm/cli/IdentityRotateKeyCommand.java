package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Store;
import coop.covm.storage.access.Subject;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm identity rotate-key}: gives an identity another key. */
final class IdentityRotateKeyCommand implements Command {
  private static final String NEW_KEY = "--new-key";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "rotate-key",
                "Give an identity another key; the old one opens nothing any more.",
                "covm identity rotate-key alice --new-key alice2.pem --as alice --key alice.pem")
            .addPositional(Usage.parameter(0, "ID", "The member."));
    return StoreOption.addPlaceTo(GivenKey.addTo(spec, NEW_KEY)).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    String member = new Subject.Member(Usage.text(arguments, 0)).id();
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    GivenKey given = GivenKey.of(arguments, NEW_KEY, terminal);
    try (Store store = visit.toChange()) {
      given.checkNobodyElses(store, visit.caller(), member);
      OptionalLong revision =
          given.entrust(
              key -> store.identities().rotateKey(member, key, visit.acting()), terminal.notes());
      return new ChangeReport(arguments, terminal)
          .with("member", Json.of(member))
          .with("key", Json.of(given.verifyingKey().toString()))
          .print(revision, "%s has this key already".formatted(member));
    }
  }
}
