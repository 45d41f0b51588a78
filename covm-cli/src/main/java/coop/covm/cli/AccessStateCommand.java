package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Store;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm access grant} and {@code deny}: state rules. */
final class AccessStateCommand implements Command {
  private final boolean allowing;

  private AccessStateCommand(boolean allowing) {
    this.allowing = allowing;
  }

  static AccessStateCommand granting() {
    return new AccessStateCommand(true);
  }

  static AccessStateCommand denying() {
    return new AccessStateCommand(false);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        allowing
            ? Usage.command(
                "grant",
                "Allow somebody to do something at a namespace, in place of what was stated there.",
                "covm access grant member:alice read,write org/acme",
                "covm access grant role:org/acme:treasurer all org/acme/treasury",
                "covm access grant everyone read,list org/acme/public")
            : Usage.command(
                "deny",
                "Deny somebody something at a namespace, in place of what was stated there.",
                "covm access deny member:alice read org/acme/salaries");
    return StoreOption.addTo(RuleArguments.addTo(spec)).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    RuleArguments rules = RuleArguments.of(arguments);
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toChange()) {
      OptionalLong revision = store.access().state(rules.rules(allowing), visit.acting());
      if (!store.security().isSecured()) {
        terminal
            .notes()
            .line(
                "covm: the store is open, so everybody may do everything; rules count once covm storage init --admin has secured it");
      }
      return rules
          .addedTo(new ChangeReport(arguments, terminal))
          .with("allowed", Json.of(allowing))
          .print(revision, "that is stated already: " + rules);
    }
  }
}
