package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Store;
import coop.covm.storage.access.Subject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm identity disable}: makes an identity unusable. */
final class IdentityDisableCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "disable",
                "Make an identity unusable, for good; what it did stays in the history.",
                "covm identity disable alice --as root --key root.pem")
            .addPositional(Usage.parameter(0, "ID", "The member."));
    return StoreOption.addPlaceTo(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    String member = new Subject.Member(Usage.text(arguments, 0)).id();
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toChange()) {
      return new ChangeReport(arguments, terminal)
          .with("member", Json.of(member))
          .print(
              store.identities().disable(member, visit.acting()),
              "%s is disabled already".formatted(member));
    }
  }
}
