package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Store;
import coop.covm.storage.access.Subject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code covm identity create}: makes an identity. {@code --key} is that of the new member here, so
 * who calls proves it with {@code --as-key}.
 */
final class IdentityCreateCommand implements Command {
  private static final String AS_KEY = "--as-key";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "create",
                "Make an identity, without roles. In a secured store administrators may.",
                "covm identity create alice --key alice.pem",
                "covm identity create alice --key alice.pem --as root --as-key root.pem",
                "covm identity create bob --public bob.pub   # Bob made his key himself")
            .addPositional(Usage.parameter(0, "ID", "The member."));
    StoreOption.addUrlTo(GivenKey.addTo(spec, CallerOption.KEY));
    return CallerOption.addNameTo(spec)
        .addOption(
            Usage.option(AS_KEY, "FILE", "The private key that proves who calls; else COVM_KEY."))
        .addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    String member = new Subject.Member(Usage.text(arguments, 0)).id();
    StoreVisit visit =
        new StoreVisit(StoreOption.place(arguments), CallerOption.of(arguments, AS_KEY, terminal));
    GivenKey given = GivenKey.of(arguments, CallerOption.KEY, terminal);
    try (Store store = visit.toChange()) {
      given.checkNobodyElses(store, visit.caller(), member);
      long revision =
          given.entrust(
              key -> store.identities().create(member, key, visit.acting()), terminal.notes());
      return new ChangeReport(arguments, terminal)
          .with("member", Json.of(member))
          .with("key", Json.of(given.verifyingKey().toString()))
          .print(revision);
    }
  }
}
