package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import coop.covm.storage.Store;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm access revoke}: takes rules back, whether they allow or deny. */
final class AccessRevokeCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
            "revoke",
            "Take back what was granted or denied, so that other rules count.",
            "covm access revoke member:alice write org/acme");
    return StoreOption.addTo(RuleArguments.addTo(spec)).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    RuleArguments rules = RuleArguments.of(arguments);
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toChange()) {
      return rules
          .addedTo(new ChangeReport(arguments, terminal))
          .print(
              store.access().takeBack(rules.rules(true), visit.acting()),
              "nothing of that is stated: " + rules);
    }
  }
}
